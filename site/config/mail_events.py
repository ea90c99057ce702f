"""Where the mail provider tells what became of a letter: it came back, was delayed, was reported as unwanted.

anymail reads what each provider sends, and checks the secret and, where the provider signs, the signature. What it
finds goes to ``privacy.returned_mail``, which keeps a word for what happened and one for why; nothing else of it is
stored, logged or answered.
"""
from __future__ import annotations

from functools import cache
from typing import Any

from anymail import urls
from anymail.exceptions import AnymailError, AnymailWebhookValidationFailure
from anymail.utils import get_anymail_setting
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from privacy import returned_mail
from privacy.models.outbox import unique_part

_BACKENDS = "anymail.backends."
#: What a reader raises when it is sent something else than its provider sends.
_NOT_READABLE = (ValueError, KeyError, TypeError, AttributeError, AssertionError, AnymailError, ImproperlyConfigured)


@csrf_exempt
@require_http_methods(["HEAD", "POST"])
def told(request: HttpRequest, provider: str) -> HttpResponse:
    """Take what the provider tells. 200 also for letters that are not ours: it would tell them again for ever.

    :raises Http404: for every provider but the one that letters leave by.

    403 without the secret, and as long as none is set; 400 for what its reader does not understand.
    """
    view_class = _view_of(provider) if provider == _provider() else None
    if view_class is None:
        raise Http404
    if not get_anymail_setting("webhook_secret", default=None):
        return HttpResponse(status=403)
    if request.method == "HEAD":  # some providers try the address when it is entered
        return HttpResponse()
    reader = view_class()
    reader.setup(request)
    try:
        reader.run_validators(request)
        events = list(reader.parse_events(request))
    except AnymailWebhookValidationFailure:
        # Amazon sends its secret only when it is asked for.
        return HttpResponse(status=403 if "HTTP_AUTHORIZATION" in request.META else 401, headers=_ASK)
    except _NOT_READABLE:
        return HttpResponse(status=400)
    for event in events:
        _note(event)
    return HttpResponse()


_ASK = {"WWW-Authenticate": 'Basic realm="mail events"'}


def _note(event: Any) -> None:
    """Keep what concerns one of our letters; an event that arrived in a letter's own box has no such id."""
    metadata = getattr(event, "metadata", None)
    message = metadata.get("message") if isinstance(metadata, dict) else None
    message = message or unique_part(str(getattr(event, "message_id", None) or ""))
    returned_mail.note(
        message=message,
        told=event.event_type,
        reason=getattr(event, "reject_reason", None),
        at=event.timestamp or timezone.now(),
    )


def _provider() -> str:
    """The provider that letters leave by; "" where they leave by SMTP."""
    backend = str(settings.EMAIL_BACKEND)
    return backend.removeprefix(_BACKENDS).partition(".")[0] if backend.startswith(_BACKENDS) else ""


@cache
def _view_of(provider: str) -> Any:
    """anymail's reader of what a provider tells of letters that were sent; None where it has none."""
    wanted = f"{provider}_tracking_webhook"
    return next((each.callback.view_class for each in urls.urlpatterns if each.name == wanted), None)
