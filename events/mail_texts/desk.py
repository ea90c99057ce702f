"""The pages on which a body's words for its mails are looked at, changed and tried. Changes are logged."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button

from events.mail_texts import changing, samples, words
from events.mail_texts.form import MailTextForm
from events.mail_words import KINDS
from events.models.mail_text import MailText
from forms_app.tasks import Task
from home.languages import canonical_of
from home.models import BodyPage
from privacy import audit, audit_words
from privacy.models import AuditEvent

#: So many changes of one text are listed.
_SHOWN = 20


class OfBody(WagtailAdminTemplateMixin, TemplateView):
    """A page about the mails of one body, for those who may word them."""

    header_icon = "mail"
    page_title = _("Words of the mails")
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in those who may, and answer 403 to others; the attempt is logged.

        :raises Http404: when there is no such body.
        """
        self.body: Any = canonical_of(get_object_or_404(BodyPage, pk=kwargs["body_id"]))
        if not changing.may_word(request.user, self.body):
            audit.record("mail_text.refused", actor=request.user, subject_type="page", subject_id=self.body.pk)
            return TemplateResponse(request, "events/admin/mail_texts_not_yours.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    @property
    def list_address(self) -> str:
        """The list of all mails of the body."""
        return reverse("events_desk:mail_texts", args=[self.body.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The body, and its mails."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.body.pk])
        return [{"url": edit, "label": self.body.title}, {"url": self.list_address, "label": self.page_title}]


class MailTexts(OfBody):
    """Every kind of mail in every language: whether it is said in the standard words or in own ones."""

    template_name = "events/admin/mail_texts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``languages`` and ``kinds``: the name, and for each language the address and how it is worded."""
        own = words.own_texts(self.body.translation_key)
        languages = [code for code, _name in settings.LANGUAGES]
        return super().get_context_data(
            body=self.body,
            languages=[get_language_info(code)["name_translated"] for code in languages],
            kinds=[
                {"name": text.name, "texts": [self._state(kind, code, own.get((kind, code))) for code in languages]}
                for kind, text in KINDS.items()
            ],
            **kwargs,
        )

    def _state(self, kind: str, language: str, own: MailText | None) -> dict[str, Any]:
        return {
            "url": reverse("events_desk:mail_text", args=[self.body.pk, kind, language]),
            "language": get_language_info(language)["name_translated"],
            "is_own": own is not None,
            "is_left": bool(own and words.problems_of(own)),
        }


class EditMailText(OfBody):
    """One mail in one language: the standard text, one's own beside it, the placeholders, and how it will look."""

    template_name = "events/admin/mail_text.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form."""
        return self.render_to_response(self.get_context_data(form=MailTextForm(instance=self.own)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Back to the standard words, look at it, or save; nothing is saved that does not fit."""
        by = {"by": request.user}
        if request.POST.get("act") == "reset":
            changing.go_back(self.body, self.kind, self.language, **by)
            messages.success(request, gettext("The standard text is used again."))
            return redirect(self.list_address)
        form = MailTextForm(request.POST, instance=self.own)
        if not form.is_valid() or request.POST.get("act") == "look":
            return self.render_to_response(self.get_context_data(form=form))
        changing.change(self.body, self.kind, self.language, form.cleaned_data, now=timezone.now(), **by)
        messages.success(request, gettext("Saved. Mails from now on say it so, also those that wait to be sent."))
        return redirect(request.path)

    @property
    def kind(self) -> str:
        """Which mail.

        :raises Http404: for one that does not exist.
        """
        if self.kwargs["kind"] not in KINDS:
            raise Http404
        return str(self.kwargs["kind"])

    @property
    def language(self) -> str:
        """In which language.

        :raises Http404: for one that the site does not speak.
        """
        if self.kwargs["language"] not in dict(settings.LANGUAGES):
            raise Http404
        return str(self.kwargs["language"])

    @cached_property
    def own(self) -> MailText:
        """The body's own words; empty ones where it has none."""
        found = words.own_texts(self.body.translation_key).get((self.kind, self.language))
        return found or MailText(body_key=self.body.translation_key, kind=self.kind, language=self.language)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The body, its mails, this mail."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": KINDS[self.kind].name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``form``, ``parts`` (field, standard text, placeholders), ``sample``, ``is_left`` and ``history``."""
        form = kwargs["form"]
        is_sound = not (form.is_bound and form.errors)
        usual = words.standard(self.kind, self.language)
        return super().get_context_data(
            body=self.body,
            name=KINDS[self.kind].name,
            language=self.language,
            language_name=get_language_info(self.language)["name_translated"],
            parts=[
                {"field": form[part], "standard": usual[part].split("\n\n"), "placeholders": self._names(part)}
                for part in words.parts_of(self.kind)
            ],
            sample=samples.sample(self.body, form.instance) if is_sound and not self._is_left else None,
            is_sound=is_sound,
            is_stored=self.own.pk is not None,
            is_left=self._is_left,
            history=self._history(),
            **kwargs,
        )

    @cached_property
    def _is_left(self) -> bool:
        """Whether what is stored fits no more, so that the standard text goes out."""
        return bool(words.problems_of(self.own))

    def _names(self, part: str) -> list[tuple[str, Any, bool]]:
        allowed, required = words.placeholders(self.kind, part, self.language)
        return [(f"%({name})s", _EXPLAINED.get(name, ""), name in required) for name in sorted(allowed)]

    def _history(self) -> list[dict[str, Any]]:
        """Who changed it and when, the latest first."""
        found = AuditEvent.objects.filter(
            subject_type=changing.SUBJECT, subject_id=changing.subject_of(self.body, self.kind, self.language)
        ).order_by("-at", "-pk")[:_SHOWN]
        events = list(found)
        actors = audit_words.Actors(event.actor for event in events)
        return [
            {"at": event.at, "what": audit_words.action_in_words(event.action), "by": actors.name(event.actor)}
            for event in events
        ]


#: What each placeholder stands for.
_EXPLAINED = {
    "reference": _("the reference number"),
    "title": _("the title of the page"),
    "until": _("the moment until which she can answer"),
    "when": _("the time of the event"),
}


def tasks_of(user: Any) -> Iterator[Task]:
    """A task for each own text that fits its mail no more, to those who may mend it."""
    left = [own for own in MailText.objects.order_by("pk") if words.problems_of(own)]
    found = BodyPage.objects.filter(translation_key__in={own.body_key for own in left})
    bodies = {body.translation_key: body for body in found if body.is_canonical}
    for own in left:
        body = bodies.get(own.body_key)
        if body is not None and changing.may_word(user, body):
            said = gettext("%(body)s: the own text of “%(mail)s” no longer fits, so the standard text is sent.")
            address = reverse("events_desk:mail_text", args=[body.pk, own.kind, own.language])
            yield Task(said % {"body": body.title, "mail": KINDS[own.kind].name}, address)


def offer(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """“Words of the mails” in the header of a body's page, for those who may change them."""
    body = page.specific if view_name == "edit" else None
    if isinstance(body, BodyPage) and changing.may_word(user, canonical_of(body)):
        address = reverse("events_desk:mail_texts", args=[body.pk])
        yield Button(_("Words of the mails"), address, icon_name="mail", priority=14)
