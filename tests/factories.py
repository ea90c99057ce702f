"""Builders of what the tests need; each app's builders stand in a section of their own."""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from html import unescape
from typing import Any
from urllib.parse import urlencode
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from forms_app.models import EvaluationPage, FormField, FormPage, FormPageMixin, FormVersion
from forms_app.submissions import record
from home.models import BodyPage, HomePage
from privacy import rules
from privacy.models import (
    Controller,
    Delegation,
    DisposalAuthority,
    ProcessingActivity,
    RetentionRule,
    RightsRequest,
    SectionDefaults,
    guard,
)
from privacy.requests import intake, tokens
from privacy.requests.search import search
from privacy.roles import Role

# --- privacy ---------------------------------------------------------------------------------


def a_controller(**changes: Any) -> Controller:
    """A Swedish region's committee; everything else by ``changes``."""
    facts = {
        "names": {"sv": "Kulturnämnden", "fi": "Kulttuurilautakunta"},
        "parent_names": {"sv": "Region Älvmark", "fi": "Älvmarkin alue"},
        "language": "sv",
        "sector": "region",
        "jurisdiction": "SE",
        "record_regime": "SE",
        "time_zone": "Europe/Stockholm",
        "email": "kultur@region.example",
        "phone": "+46 40 12 34 56",
        "officer_email": "dataskydd@region.example",
    }
    return Controller.objects.create(**{**facts, **changes})


def an_activity(controller: Controller) -> ProcessingActivity:
    """Events and courses, with a rule for records, special categories and what is of minor importance."""
    activity = ProcessingActivity.objects.create(
        controller=controller,
        names={"sv": "Evenemang och kurser", "fi": "Tapahtumat ja kurssit"},
        purpose={
            "sv": "hantera din anmälan och hålla evenemanget",
            "fi": "käsitellä ilmoittautumisesi ja järjestää tapahtuman",
        },
    )
    RetentionRule.objects.create(
        activity=activity, selector="record", anchor=rules.Anchor.REGISTRATION_CLOSED, period="P1Y", action="delete"
    )
    RetentionRule.objects.create(
        activity=activity, selector="privacy_class", privacy_class="special",
        anchor=rules.Anchor.REGISTRATION_CLOSED, period="P7D", action="blank",
    )  # fmt: skip
    RetentionRule.objects.create(
        activity=activity, selector="minor", anchor=rules.Anchor.SUBMITTED, period="P7D", action="delete"
    )
    return activity


def a_section(page: Page, **controller: Any) -> SectionDefaults:
    """What holds for ``page`` and all below it."""
    owner = a_controller(**controller)
    return SectionDefaults.objects.create(page=page.page_ptr, controller=owner, activity=an_activity(owner))


def arm(activity: ProcessingActivity) -> DisposalAuthority:
    """Give every rule of ``activity`` an authority, so that its periods may be promised."""
    authority = DisposalAuthority.objects.create(
        controller=activity.controller, kind="disposal_decision", reference="KN 2026/17", decided_by="Kulturnämnden",
        decided_on=date(2026, 1, 15), valid_from=date(2026, 2, 1), document_type="Anmälningar",
    )  # fmt: skip
    activity.rules.update(authority=authority, armed_at=timezone.now())
    return authority


def let_go(records: Any) -> None:
    """Delete records (a row or a queryset) as disposal would, without its ledger."""
    with guard.permitted("a test"):
        records.delete()


# --- home ------------------------------------------------------------------------------------


def unnoted(build: Callable[..., Any]) -> Callable[..., Any]:
    """Build without what Wagtail notes of every single save, which takes longer than the save itself.

    That is the index of references, and the search index; a page that goes live is found all the same
    (``home.models.base``). What the tests themselves save or send is noted as ever.
    """
    return override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}})(build)


def a_locale(language: str) -> Locale:
    """The locale of ``language``, made when it is missing."""
    return Locale.objects.get_or_create(language_code=language)[0]


@unnoted
def a_home_page() -> HomePage:
    """The Swedish start page of the one site, in the place of Wagtail's welcome page."""
    site = Site.objects.get(is_default_site=True)
    if not isinstance(site.root_page.specific, HomePage):
        welcome = site.root_page
        home = welcome.get_parent().add_child(instance=HomePage(title="Start", slug="start", locale=a_locale("sv")))
        site.root_page = home
        site.save()
        welcome.delete()
    return site.root_page.specific


@unnoted
def a_body(slug: str = "kultur", **controller: Any) -> BodyPage:
    """A public body under the start page, with its section: the one of the world "kultur", or a new one."""
    home = a_home_page()
    if found := BodyPage.objects.child_of(home).filter(slug=slug).first():
        if controller:
            Controller.objects.filter(sections__page=found).update(**controller)
        return found
    body = home.add_child(instance=BodyPage(title="Kulturnämnden", slug=slug))
    a_section(body, **controller)
    return body


@unnoted
def published(page: Page) -> Any:
    """``page`` as it is after its content in hand was published."""
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


@unnoted
def in_language(page: Page, language: str, words: Mapping[str, str]) -> Any:
    """``page`` translated by wagtail-localize and published; ``words`` gives a translation for each text.

    A text that ``words`` does not know is translated as itself. The pages above come along.
    """
    source, _created = TranslationSource.update_or_create_from_instance(page)
    locale = a_locale(language)
    Translation.objects.get_or_create(source=source, target_locale=locale)
    for segment in source.stringsegment_set.select_related("string", "context"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=locale,
            context=segment.context,
            defaults={"data": words.get(segment.string.data, segment.string.data)},
        )
    translated, _created = source.create_or_update_translation(locale, publish=False, copy_parent_pages=True)
    translated.get_ancestors().filter(depth__gt=1).update(live=True)
    translated.get_latest_revision().publish()
    return type(page).objects.get(pk=translated.pk)


# --- forms_app -------------------------------------------------------------------------------

#: The ready-made questions that most forms in the tests ask.
FIVE = ("name", "title", "organisation", "email", "diet")


def question(kind: str, label: str = "", **facts: Any) -> FormField:
    """A question as an editor adds it: a ready-made one brings its own label."""
    facts.setdefault("required", FormField.TYPES[kind].required)
    return FormField(field_type=kind, label=label, **facts)


@unnoted
def a_form_page(*questions: FormField, parent: Page | None = None, publish: bool = True, **facts: Any) -> FormPage:
    """A form under ``parent`` (the body when there is none) with ``questions`` (the five when there are none).

    The usual form of the body is the one of the world "kultur" where a test has that.
    """
    is_usual = not questions and not facts and publish and parent is None
    parent = parent or a_body()
    if is_usual and (found := FormPage.objects.child_of(parent).filter(title="Anmälan").first()):
        return found
    page = FormPage(title=facts.pop("title", "Anmälan"), live=False, **facts)
    for order, row in enumerate(questions or [question(kind) for kind in FIVE]):
        row.sort_order = order
        page.form_fields.add(row)
    page.locale = parent.locale
    parent.add_child(instance=page)
    return published(page) if publish else page


@unnoted
def an_evaluation(*questions: FormField, parent: Page | None = None, publish: bool = True, **facts: Any) -> Any:
    """An anonymous evaluation below ``parent`` (a new body when there is none): a scale and a text."""
    parent = parent or a_body()
    facts.setdefault("closes_on", date(2027, 3, 31))
    page = EvaluationPage(title=facts.pop("title", "Vad tyckte du?"), live=False, locale=parent.locale, **facts)
    usual = (
        question("radio", "Hur bra var dagen?", choices="bad111=1 – inte alls\nsoso22=2\ngood33=3 – mycket"),
        question("multiline", "Vad tar du med dig?", required=False),
    )
    for order, row in enumerate(questions or usual):
        row.sort_order = order
        page.form_fields.add(row)
    parent.add_child(instance=page)
    return published(page) if publish else page


def key_of(page: FormPageMixin, kind: str) -> str:
    """The key of the first question of this kind."""
    return page.form_fields.filter(field_type=kind).order_by("sort_order").values_list("clean_name", flat=True)[0]


def answers_to(page: FormPageMixin, **by_kind: Any) -> dict[str, Any]:
    """What a person fills in: a sound value for each required question, ``by_kind`` instead where given."""
    usual = {
        "name": "Maj Lind",
        "email": "maj.lind@example.org",
        "telephone": "040-123 45 67",
        "persons": "2",
        "date": "2027-04-03",
    }
    filled = {}
    for row in page.form_fields.all():
        chosen = row.choices.split("=")[0] if row.kind.has_options else None
        value = by_kind.get(row.field_type, chosen or usual.get(row.field_type, "Svar") if row.required else "")
        if row.kind.widget == "checkbox":
            value = "on" if value else None
        if row.kind.is_asked and value not in ("", None):
            filled[row.clean_name] = value
    return filled


def version_shown(client: Client, page: FormPageMixin) -> str:
    """The digest that stands in the form of ``page``, read from its HTML as a browser would."""
    html = client.get(address_of(page)).content.decode()
    found = re.search(r'<input[^>]*name="version"[^>]*value="([0-9a-f]{64})"', html)
    assert found, "no form is shown"
    return unescape(found[1])


def address_of(page: FormPageMixin) -> str:
    """The path of ``page`` on its site."""
    return page.get_url_parts()[2]


def send(
    client: Client, page: FormPageMixin, answers: Mapping[str, Any], *, version: str | None = None, **headers: str
) -> Any:
    """Post ``answers`` to the form of ``page`` as a browser does from our own page."""
    digest = version_shown(client, page) if version is None else version
    body = urlencode({"webbplats": "", **answers, "version": digest}, doseq=True)
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver", **headers}
    return client.post(address_of(page), body, content_type="application/x-www-form-urlencoded", headers=headers)

# --- requests about personal data --------------------------------------------------------------

#: When people in the tests ask; a Monday.
ASKED_AT = datetime(2027, 2, 1, 12, tzinfo=ZoneInfo("Europe/Stockholm"))


def an_officer(role: Role, name: str = "") -> Any:
    """A member of staff with this role."""
    user, _is_new = get_user_model().objects.get_or_create(username=name or role.name.lower())
    user.groups.add(Group.objects.get(name=str(role)))
    return user


def a_delegation(controller: Controller, user: Any, **facts: Any) -> Delegation:
    """The recorded right of ``user`` to decide in the name of ``controller``."""
    usual = {"title": "Kulturchef", "number": "A 4.2", "valid_from": date(2026, 1, 1)}
    return Delegation.objects.create(controller=controller, user=user, **{**usual, **facts})


def a_request(controller: Controller, kind: str = "erasure", *, confirmed: bool = True, **facts: Any) -> RightsRequest:
    """What somebody sends by the request page, confirmed from her mailbox unless told otherwise."""
    usual = {
        "channel": "web", "language": "sv", "name": "Maj Lind", "addresses": [("email", "maj.lind@example.org")],
        "text": "Radera allt om mig.", "now": ASKED_AT,
    }  # fmt: skip
    facts = {**usual, **facts}
    request = intake.receive(controller=controller, kind=kind, **facts)
    if confirmed:
        intake.confirm(tokens.issue(request, "confirm", now=facts["now"]), facts["now"])
        request.refresh_from_db()
        search(request, facts["now"])
    return request


def a_submission(
    page: FormPageMixin,
    served: FormPageMixin | None = None,
    *,
    now: datetime = ASKED_AT,
    suspicious: bool = False,
    **by_kind: Any,
) -> UUID:
    """An answer to ``page`` as it is seen on ``served``; which record it is."""
    seen = served or page
    version = FormVersion.objects.keep(seen.form_content(page), page_id=page.pk)
    return record(
        page=page, served_page=seen, version=version, answers=answers_to(page, **by_kind), now=now,
        suspicious=suspicious,
    ).submission  # fmt: skip
