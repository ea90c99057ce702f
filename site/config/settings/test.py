"""Settings of the tests: real PostgreSQL (tests/conftest.py starts it), fixed throw-away keys."""
import base64
import os
import tempfile
from pathlib import Path

from config.databases import with_options

from .base import *
from .base import env

SECRET_KEY = "only-for-tests-" + "long enough to be a key " * 2
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": with_options(env.db("TEST_DATABASE_URL", default="postgres:///kallelse"))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KALLELSE_KEYS = {
    purpose: ["1:" + base64.b64encode(purpose.encode().ljust(32, b".")).decode()]
    for purpose in ("answers", "subjects", "ledger")
}
# One folder for the whole run, handed on to its workers, and removed by whoever made it (tests/conftest.py).
os.environ.setdefault("TEST_FOLDER", f"{tempfile.gettempdir()}/kallelse-test-{os.getpid()}")
FOLDER = Path(os.environ["TEST_FOLDER"])
MEDIA_ROOT = FOLDER / "media"
KALLELSE_LEDGER = FOLDER / "private" / "ledger.jsonl"
KALLELSE_PRIVATE = FOLDER / "private" / "extracts"
STATIC_ROOT = FOLDER / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
KALLELSE_SERVES_MEDIA = True

# Tests of the page cache turn it on: all others look at pages as they are made, each process at its own.
KALLELSE_PAGE_CACHE = 0
KALLELSE_GENERATION = FOLDER / f"generation-{os.getpid()}"
