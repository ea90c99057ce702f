"""Settings of production: everything secret or local comes from the environment."""
from django.core.exceptions import ImproperlyConfigured

from config.databases import with_options

from .base import *
from .base import KALLELSE_KEYS, env

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DATABASES = {
    "default": {
        **with_options(env.db("DATABASE_URL")),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        # After a restart of the database the first request finds a new connection, not an error.
        "CONN_HEALTH_CHECKS": True,
    },
}
if missing := [purpose for purpose, keys in KALLELSE_KEYS.items() if not keys]:
    raise ImproperlyConfigured(
        "Production needs keys of its own: set " + ", ".join(f"KALLELSE_{name.upper()}_KEYS" for name in missing)
    )

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=True)
if env.bool("KALLELSE_BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
