"""A programme in steps and a network of meetings, and organisations that come to them with a working group."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django.utils import timezone

from events.models import FollowUp, Module, Occasion, ProgrammePage, Registration, SeriesPage
from forms_app import submissions
from forms_app.models import FormVersion
from forms_app.questions import AskedOf
from tests.events import seminars
from tests.events.conftest import fresh

MODULES = ("Att mötas", "Husets rum", "Dit vi vill")
#: Months after, title, text.
FOLLOW_UPS = (
    (6, "Hur går det?", "Vi ringer och hör hur långt ni har kommit."), (18, "Halvvägs", ""), (36, "Nytt märke", ""),
)  # fmt: skip
MEETINGS: tuple[dict[str, Any], ...] = (
    {"title": "Första träffen", "first_day": date(2027, 3, 9), "start_time": time(10), "end_time": time(16)},
    {"title": "Andra träffen", "first_day": date(2027, 9, 1), "precision": "term"},
    {"title": "Avslutning", "precision": "undecided"},
)


def a_programme(organisers: Sequence[Any] = (), **values: Any) -> ProgrammePage:
    """A live programme of three modules without a day, with a certificate and three follow-ups; groups may come."""
    usual = {"title": "Delaktighetsmärket", "slug": "markning", "certificate_rule": "När er plan är godkänd."}
    page = ProgrammePage(lead="Tre steg.", largest_party=8, **{**usual, **values})
    page.organisers = list(organisers)
    for order, title in enumerate(MODULES):
        page.modules.add(Module(title=title, sort_order=order))
    for order, (months, title, text) in enumerate(FOLLOW_UPS):
        page.follow_ups.add(FollowUp(months=months, title=title, text=text, sort_order=order))
    return _published(page)


def a_network(**values: Any) -> SeriesPage:
    """A live network: one meeting on a day, one in a term, one of which nothing is decided."""
    page = SeriesPage(title="Öppna torg", slug="torg", lead="Tre träffar.", kind="network", largest_party=8, **values)
    for order, facts in enumerate(MEETINGS):
        page.occasions.add(Occasion(sort_order=order, mode="online", **facts))
    return _published(page)


def _published(page: Any) -> Any:
    seminars.add_questions(page)
    model = type(page)._meta.get_field("form_fields").related_model
    row = model(field_type="name", label="Deltagarens namn", asked_of="participant", required=True, sort_order=20)
    row.complete()
    page.form_fields.add(row)
    seminars.the_index().add_child(instance=page)
    page.save_revision().publish()
    return fresh(page)


def joins(page: Any, organisation: str, *names: str, served: Any = None, **given: Any) -> Registration:
    """Somebody registers an organisation now, with those who come from it."""
    served = served or page
    version = FormVersion.objects.keep(served.form_content(page), page_id=page.pk)
    put = {AskedOf(each): {row.type: row.key for row in version.content.put_to(AskedOf(each))} for each in AskedOf}
    usual = {"name": "Sara Strand", "title": "Chef", "organisation": organisation, "email": "sara@example.org"}
    own, hers = put[AskedOf.REGISTRATION], put[AskedOf.PARTICIPANT]
    recorded = submissions.record(
        page=page, served_page=served, version=version, now=timezone.now(),
        answers={key: {**usual, **given}.get(kind, "") for kind, key in own.items()},
        persons=[{hers["name"]: name} for name in names],
    )  # fmt: skip
    return Registration.objects.get(pk=recorded.submission)
