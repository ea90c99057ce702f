"""How letters leave the house: by SMTP, or by one provider that django-anymail knows."""
from __future__ import annotations

from typing import Any

import environ


def mail_settings(env: environ.Env) -> dict[str, Any]:
    """Django's settings for mail from the environment.

    ``EMAIL_URL`` names an SMTP server (``smtp+tls://user:password@host:587``). ``MAIL_PROVIDER`` (``mailjet``,
    ``postmark`` …: a module of anymail.backends) wins over it; its keys are ``MAIL_PROVIDER_SETTINGS``, a JSON
    object as anymail's own setting ANYMAIL. ``ANYMAIL_WEBHOOK_SECRET`` (``user:password``) is what the provider shows
    when it tells what became of a letter (config.mail_events). Opening and clicking are never tracked: a provider
    that cannot
    switch that off fails at the first letter, visibly.
    """
    provider = env("MAIL_PROVIDER", default="")
    sender = env("DEFAULT_FROM_EMAIL", default="kallelse@localhost")
    common = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": 20}
    if not provider:
        return {**env.email("EMAIL_URL", default="smtp://localhost:25"), **common}
    anymail = {
        **env.json("MAIL_PROVIDER_SETTINGS", default={}),
        **({"WEBHOOK_SECRET": secret} if (secret := env("ANYMAIL_WEBHOOK_SECRET", default="")) else {}),
        "REQUESTS_TIMEOUT": 20,
        "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
    }
    return {"EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend", "ANYMAIL": anymail, **common}
