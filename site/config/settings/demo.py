"""Settings of the demo: an embedded database, throw-away keys beside it, mails in a folder."""
from .base import *  # noqa: F403  (a settings module is its base plus its differences)
from .base import ROOT, env
from ..demo_keys import keys_in

DEBUG = True
_keys = keys_in(ROOT / "var" / "demo-keys.json")
SECRET_KEY, KALLELSE_KEYS = _keys["SECRET_KEY"], _keys["KALLELSE_KEYS"]
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{ROOT / 'var' / 'demo.sqlite3'}")}
