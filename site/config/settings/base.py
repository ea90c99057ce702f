"""Settings shared by every way of running Kallelse; values that differ come from the environment."""
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from config import logs
from config.mail import mail_settings

ROOT = Path(__file__).resolve().parents[3]
SITE = ROOT / "site"
env = environ.Env()

INSTALLED_APPS = [
    "config.apps.Roof",
    "events",
    "forms_app",
    "home",
    "privacy",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "anymail",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    # Outermost: what is kept is answered from here.
    "config.page_cache.PageCache",
    # First of all others: on the public face nothing below this line ever sees a cookie.
    "config.faces.PublicFace",
    "config.security.ContentPolicy",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.malformed.WellFormed",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.languages.LanguageOfPath",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.accounts.language.PreferredLanguage",
    "allauth.account.middleware.AccountMiddleware",
    "config.refusals.Refusals",
    "config.trouble.DatabaseTrouble",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.framing.frame",
            ],
        },
    },
]
# Widgets find their templates where pages do.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

ATOMIC_REQUESTS = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = env("KALLELSE_LANGUAGE", default="sv")
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("sv", _("Swedish")), ("fi", _("Finnish")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("sv", "svenska"), ("fi", "suomi"), ("en", "English")]
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env("KALLELSE_TIME_ZONE", default="Europe/Stockholm")

STATIC_URL = "/static/"
STATICFILES_DIRS = [folder for folder in [SITE / "static"] if folder.is_dir()]
STATIC_ROOT = Path(env("STATIC_ROOT", default=str(ROOT / "var" / "static")))
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(ROOT / "var" / "media")))
# Whether this process hands out pictures itself; otherwise the web server before it does.
KALLELSE_SERVES_MEDIA = env.bool("KALLELSE_SERVES_MEDIA", default=False)

WAGTAIL_SITE_NAME = "Kallelse"
WAGTAILADMIN_BASE_URL = env("KALLELSE_BASE_URL", default="http://localhost:8000")
# Words as they stand: PostgreSQL would otherwise bend every language as if it were English, and leave out "by".
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}}
# The zones of the Nordic countries; the full list has names that browsers do not know.
WAGTAIL_USER_TIME_ZONES = [
    "Europe/Stockholm", "Europe/Helsinki", "Europe/Mariehamn", "Europe/Oslo", "Europe/Copenhagen", "Atlantic/Reykjavik",
]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long page in the editor has some thousand

# The only way in is allauth's.
AUTHENTICATION_BACKENDS = ["config.accounts.backend.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAIL_PASSWORD_RESET_ENABLED = False
ACCOUNT_ADAPTER = "config.accounts.adapter.StaffAdapter"
ACCOUNT_FORMS = {"login": "config.accounts.forms.StaffLoginForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Ten wrong passwords a minute from one client, five in five minutes for one account: then both wait.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
KALLELSE_TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.int("KALLELSE_TRUSTED_PROXIES", default=0)
MFA_TOTP_ISSUER = "Kallelse"
MFA_TOTP_TOLERANCE = 1
# Addresses are entered by an administrator, not by whoever signs up.
MFA_ALLOW_UNVERIFIED_EMAIL = True

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = "Lax"
# A post to our own form must say where it comes from; "no-referrer" would make its Origin null.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = logs.LOGGING
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
globals().update(mail_settings(env))

# Three purposes, each a list of "number:base64 of 32 bytes", newest first; privacy.keyring reads them.
KALLELSE_KEYS = {
    "answers": env.list("KALLELSE_ANSWERS_KEYS", default=[]),
    "subjects": env.list("KALLELSE_SUBJECTS_KEYS", default=[]),
    "ledger": env.list("KALLELSE_LEDGER_KEYS", default=[]),
}
# Posts that are taken from one network address to one form (colleagues share one), and to one form by all together,
# in ten minutes and in a day.
KALLELSE_POSTS_PER_SENDER = env.int("KALLELSE_POSTS_PER_SENDER", default=200)
KALLELSE_POSTS_PER_SENDER_A_DAY = env.int("KALLELSE_POSTS_PER_SENDER_A_DAY", default=1000)
KALLELSE_POSTS_PER_FORM = env.int("KALLELSE_POSTS_PER_FORM", default=1000)
KALLELSE_POSTS_PER_FORM_A_DAY = env.int("KALLELSE_POSTS_PER_FORM_A_DAY", default=10_000)
# Whether forms may ask for files; how large each may be, and a post with files as a whole, in bytes.
KALLELSE_FILES = env.bool("KALLELSE_FILES", default=False)
KALLELSE_FILE_SIZE = env.int("KALLELSE_FILE_SIZE", default=5 * 1024 * 1024)
KALLELSE_POST_SIZE = env.int("KALLELSE_POST_SIZE", default=50 * 1024 * 1024)
# What looks for harmful files: the dotted path of a callable that takes bytes and returns True for a harmless file.
KALLELSE_FILE_SCANNER = env("KALLELSE_FILE_SCANNER", default="")
KALLELSE_FILE_SCANNER_SECONDS = env.int("KALLELSE_FILE_SCANNER_SECONDS", default=20)
# A folder with a body's own wordings of accessibility statements, instead of those in home/wordings.
KALLELSE_WORDINGS = env("KALLELSE_WORDINGS", default="")
# The ledger of erasures outside the database, and extracts waiting to be fetched: never below MEDIA_ROOT.
KALLELSE_LEDGER = Path(env("KALLELSE_LEDGER", default=str(ROOT / "var" / "ledger.jsonl")))
KALLELSE_PRIVATE = Path(env("KALLELSE_PRIVATE", default=str(ROOT / "var" / "private")))
# Bytes of public pages that each process keeps in its memory, 0 for none, and the file that tells all processes of a
# machine that something has changed.
KALLELSE_PAGE_CACHE = env.int("KALLELSE_PAGE_CACHE", default=32_000_000)
KALLELSE_GENERATION = KALLELSE_PRIVATE / "generation"
# Where the demo puts its letters; only the demo has such a folder and shows it.
KALLELSE_DEMO_MAILS: Path | None = None
