"""Settings of the demo: an embedded database, throw-away keys beside it, letters in a folder."""
from config.databases import with_options
from config.demo_keys import keys_in

from .base import *
from .base import ROOT, STATIC_ROOT, env

VAR = ROOT / "var"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# The demo answers as production does: its error pages are the site's own.
DEBUG = False
_keys = keys_in(VAR / "demo-keys.json")
SECRET_KEY, KALLELSE_KEYS = _keys["SECRET_KEY"], _keys["KALLELSE_KEYS"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DATABASES = {"default": with_options(env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'demo.sqlite3'}"))}
WHITENOISE_USE_FINDERS = True
KALLELSE_SERVES_MEDIA = True
KALLELSE_DEMO_MAILS = VAR / "mails"
EMAIL_BACKEND = "config.demo.mailbox.FolderBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = "kallelse@example.org"
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]
