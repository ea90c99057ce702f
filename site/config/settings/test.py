"""Settings of the tests: real PostgreSQL (tests/conftest.py starts it), fixed throw-away keys."""
import base64

from .base import *  # noqa: F403  (a settings module is its base plus its differences)
from .base import env

SECRET_KEY = "only-for-tests"  # noqa: S105  (never leaves the tests)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": env.db("TEST_DATABASE_URL", default="postgres:///kallelse")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KALLELSE_KEYS = {
    purpose: ["1:" + base64.b64encode(purpose.encode().ljust(32, b".")).decode()]
    for purpose in ("answers", "subjects", "ledger")
}
