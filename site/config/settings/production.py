"""Settings of production: everything secret or local comes from the environment."""
from .base import *  # noqa: F403  (a settings module is its base plus its differences)
from .base import env

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DATABASES = {"default": env.db("DATABASE_URL")}
