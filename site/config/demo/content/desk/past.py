"""What has happened before the demo begins: registrations long ago, a run carried out, another proposed."""
from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from config.demo.content.desk import Desk
from config.demo.content.registrations import register
from forms_app.models import Submission
from privacy import holds
from privacy.disposal import runs
from privacy.models import Delegation, DisposalRun, HoldReason, HoldScope, OutboundMessage, OutsideSource
from privacy.models.outbox import MessageState
from privacy.outbox import MOST_ATTEMPTS

HOLDING = "forms_app.submissions"

#: Those who came to events that are over: days ago, event, language, answers by type of question.
LONG_AGO: tuple[tuple[int, str, str, dict[str, str]], ...] = (
    (57, "lattlast", "sv", {"name": "Siv Tallbacka", "organisation": "Holmviks bibliotek", "diet": "Nötter"}),
    (56, "lattlast", "sv", {"name": "Rune Strömhake", "organisation": "Norrskata kommun", "diet": "Vegetariskt"}),
    (56, "lattlast", "fi", {"name": "Kerttu Valkama", "organisation": "Saarikallion kirjasto", "diet": "Keliakia"}),
    (55, "lattlast", "sv", {"name": "Tuva Kvistgård", "organisation": "Lommarhamns bibliotek"}),
    (77, "kuntapaiva", "fi", {"name": "Veikko Hongisto", "organisation": "Hongiston kunta"}),
    (76, "kuntapaiva", "sv", {"name": "Gunvor Lillkvist", "organisation": "Skogsby kommun"}),
)
#: Whose record somebody has asked to see.
ASKED_FOR = "Tuva Kvistgård", "Rune Strömhake"
#: Registrations that were sent again: of minor importance, and due a week later.
AGAIN: tuple[tuple[int, str, str, dict[str, str]], ...] = (
    (40, "vassbaten", "sv", {"name": "Malva Ringsjö", "organisation": "Ringsjö folkbibliotek"}),
    (12, "vassbaten", "sv", {"name": "Loke Hedenäs", "organisation": "Kulturhuset Lom"}),
    (9, "bokbussen", "sv", {"name": "Majvor Åhamn"}),
    (30, "palvelut", "fi", {"name": "Urho Kivisalmi", "organisation": "Rantakylän kunta", "radio": "Etänä"}),
)
DAYS_SINCE_RUN = 28

SOURCES = {
    "region": (("Kulturnämndens funktionsbrevlåda", "Kulturförvaltningens kansli"),
               ("Pärmen med anmälningar på papper", "Biblioteksservice")),
    "agency": (("Osallisuusviraston yhteinen sähköposti", "Kirjaamo"),),
}  # fmt: skip


def settle(desk: Desk) -> None:
    """Give the decision-maker her delegations, and name the sources outside the site."""
    begun = desk.now.date() - timedelta(days=200)
    for controller, title, number in (
        (desk.region, "Kulturchef", "A 4.2"), (desk.agency, "Osallisuusjohtaja", "Työjärjestys 12 §"),
    ):  # fmt: skip
        Delegation.objects.create(
            controller=controller, user=desk.decider, title=title, number=number, valid_from=begun
        )
    for controller, sources in ((desk.region, SOURCES["region"]), (desk.agency, SOURCES["agency"])):
        for name, asked in sources:
            OutsideSource.objects.create(controller=controller, name=name, asked=asked)


def happen(desk: Desk) -> None:
    """Register those of long ago, hold two of them, dispose of what was due then, and propose a new list."""
    for days, key, language, answers in LONG_AGO:
        register(key, language, answers, desk.now - timedelta(days=days))
    _hold(desk)
    _dispose(desk, desk.now - timedelta(days=DAYS_SINCE_RUN))
    for days, key, language, answers in AGAIN:
        # Not later than the day: the same person sends the form once more, with other answers.
        sent = desk.now - timedelta(days=days)
        register(key, language, answers, sent - timedelta(hours=1))
        register(key, language, {**answers, "organisation": "", "access": ["hearingloop"]}, sent)
    runs.propose(
        controller=desk.region, as_of=desk.region.local_date(desk.now) - timedelta(days=2), by=desk.officer,
        now=desk.now - timedelta(hours=20),
    )  # fmt: skip
    _fail_a_mail(desk)


def _hold(desk: Desk) -> None:
    """A request for public records, and a dispute with one person."""
    wanted = [each for each in LONG_AGO if each[3]["name"] in ASKED_FOR]
    found = _submissions(desk, "lattlast", {answers["name"] for _days, _key, _language, answers in wanted})
    for submission in found:
        holds.place(
            controller=desk.region, scope=HoldScope.RECORD, reason=HoldReason.PUBLIC_ACCESS, by=desk.archivist,
            now=desk.now - timedelta(days=50), record=submission.pk, holding=HOLDING, reference="KN 2026/204",
        )  # fmt: skip
    holds.place(
        controller=desk.agency, scope=HoldScope.PERSON, reason=HoldReason.CLAIM, by=desk.officer,
        now=desk.now - timedelta(days=30), address=("email", "veikko.hongisto@example.org"), reference="OSV/88/2026",
    )  # fmt: skip


def _submissions(desk: Desk, slug: str, names: set[str]) -> list[Submission]:
    sent = Submission.objects.filter(controller=desk.region, page__slug=slug)
    return [each for each in sent if names & {str(value) for value in each.answers.values()}]


def _dispose(desk: Desk, then: datetime) -> DisposalRun:
    """Proposed by one, approved by another, carried out the same day."""
    run = runs.propose(controller=desk.region, as_of=desk.region.local_date(then), by=desk.officer, now=then)
    runs.approve(run=run, by=desk.archivist, now=then + timedelta(hours=2))
    runs.execute(run=run, by=desk.officer, now=then + timedelta(hours=3))
    return run


def _fail_a_mail(desk: Desk) -> None:
    """A receipt to an address that no longer exists, given up after the last attempt."""
    written: Any = OutboundMessage.objects.filter(state=MessageState.QUEUED).order_by("created_at").first()
    OutboundMessage.objects.filter(pk=written.pk).update(
        state=MessageState.FAILED, attempts=MOST_ATTEMPTS, problem="SMTPRecipientsRefused", finished_at=desk.now
    )
