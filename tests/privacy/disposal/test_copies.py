"""Files that somebody downloaded: when what they hold is destroyed here, she is asked to destroy them, and says so."""
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from privacy import disclosures, holds, outbox
from privacy.disposal import copies, protocol, reading, runs
from privacy.models import AuditEvent, CopyToDestroy, Disclosure, OutboundMessage
from privacy.roles import Role
from tests.factories import an_officer
from tests.forms_app.test_desk import signed_in
from tests.privacy.disposal.conftest import A_YEAR_LATER, HOLDING, IN_FEBRUARY, IN_MARCH, Office

A_MONTH_LATER = IN_MARCH
ADDRESS = "/admin/files-to-destroy/"


def downloaded(office: Office, **facts: Any) -> Disclosure:
    usual: dict[str, Any] = {
        "activity": office.page.section.activity, "group": office.page.translation_key, "purpose": "badges",
        "given_to": "self", "columns": [office.key("name")], "special": False, "rows": 42, "by": office.case_officer,
        "at": IN_FEBRUARY + timedelta(days=2),
    }  # fmt: skip
    return disclosures.record(**{**usual, **facts})


def write_to(user: Any) -> None:
    type(user).objects.filter(pk=user.pk).update(email="otto@region.example")


def asked() -> list[Disclosure]:
    return [each.disclosure for each in CopyToDestroy.objects.select_related("disclosure").order_by("disclosure")]


def check(run: Any) -> str:
    """What the frozen protocol says of checks."""
    heading = protocol.headings(run.controller.jurisdiction, "en")["check"]
    words = reading.in_words(protocol.protocol_of(run), "en", time_zone=run.controller.time_zone)
    return " ".join(dict(words)[heading])


class TestAsking:
    def test_it_is_asked_for_once_when_a_record_that_it_may_hold_is_destroyed(self, office: Office) -> None:
        office.register("Maj Lind")
        mine = downloaded(office)
        outside = downloaded(office, given_to="organisation", recipient="Kongresshuset")
        elsewhere = downloaded(office, group=UUID(int=7))
        run = office.dispose(A_YEAR_LATER)
        run.refresh_from_db()
        assert asked() == [mine], {outside.pk, elsewhere.pk}
        assert "may hold such data: 1." in check(run)
        office.register("Pia Sten", IN_MARCH)
        later = office.dispose(A_YEAR_LATER + timedelta(days=60))
        assert later.lines.exists()
        assert asked() == [mine]
        assert OutboundMessage.objects.filter(kind=copies.MAIL).count() == 1

    def test_a_value_asks_only_for_files_with_its_column(self, office: Office) -> None:
        office.register("Maj Lind", diet="nötter")
        names, diets = downloaded(office), downloaded(office, columns=[office.key("diet")], special=True)
        office.dispose(A_MONTH_LATER)
        assert asked() == [diets]
        office.dispose(A_YEAR_LATER)
        assert asked() == [names, diets]

    def test_what_a_hold_keeps_asks_for_nothing(self, office: Office) -> None:
        record = office.register("Maj Lind")
        downloaded(office)
        run = office.approved(A_YEAR_LATER)
        holds.place(
            controller=office.controller, scope="record", reason="claim", record=record, holding=HOLDING,
            by=office.archivist, now=A_YEAR_LATER,
        )  # fmt: skip
        runs.execute(run=run, by=office.case_officer, now=A_YEAR_LATER)
        run.refresh_from_db()
        assert {line.outcome for line in run.lines.all()} == {"held"}
        assert asked() == []
        assert "may hold such data" not in check(run)


class TestTelling:
    def test_she_gets_a_mail_that_names_the_file_and_nobody_in_it(self, office: Office) -> None:
        office.register("Maj Lind")
        downloaded(office)
        write_to(office.case_officer)
        office.dispose(A_YEAR_LATER)
        outbox.send_due(A_YEAR_LATER)
        found = [each for each in mail.outbox if each.to == ["otto@region.example"]]
        assert [each.subject for each in found] == ["Förstör filen från den 3 februari 2027 (Namnskyltar, 42 rader)"]
        assert ADDRESS in found[0].body
        assert "Maj" not in found[0].body

    def test_who_has_left_gets_none(self, office: Office) -> None:
        office.register("Maj Lind")
        downloaded(office)
        office.dispose(A_YEAR_LATER)
        write_to(office.case_officer)
        copy = CopyToDestroy.objects.get()
        assert copies.letter(copy.pk, "sv") is not None
        type(office.case_officer).objects.filter(pk=office.case_officer.pk).update(is_active=False)
        assert copies.letter(copy.pk, "sv") is None


class TestSaying:
    def test_she_says_so_on_her_own_page_and_the_run_counts_it(self, office: Office) -> None:
        office.register("Maj Lind")
        downloaded(office)
        run = office.dispose(A_YEAR_LATER)
        copy, mine = CopyToDestroy.objects.get(), signed_in(office.case_officer)
        with translation.override("en"):
            assert reverse("files_to_destroy") == ADDRESS
        assert ADDRESS in mine.get("/admin/").content.decode()
        assert "42" in mine.get(ADDRESS).content.decode()
        assert mine.post(ADDRESS, {"copy": str(copy.pk)}).status_code == 302
        copy.refresh_from_db()
        assert copy.destroyed_at and copy.destroyed_by == office.case_officer
        assert copies.numbers_of(run) == {"asked": 1, "destroyed": 1}
        assert "42" not in mine.get(ADDRESS).content.decode()
        assert f'href="{ADDRESS}"' not in mine.get("/admin/").content.decode()
        mine.post(ADDRESS, {"copy": str(copy.pk)})
        assert AuditEvent.objects.filter(action="copy.destroyed").count() == 1

    def test_nobody_says_it_for_somebody_else(self, office: Office) -> None:
        office.register("Maj Lind")
        downloaded(office)
        office.dispose(A_YEAR_LATER)
        copy, other = CopyToDestroy.objects.get(), signed_in(an_officer(Role.ARCHIVIST))
        assert str(copy.pk) in signed_in(office.case_officer).get(ADDRESS).content.decode()
        assert str(copy.pk) not in other.get(ADDRESS).content.decode()
        for sent in (str(copy.pk), "", "x" * 400):
            assert other.post(ADDRESS, {"copy": sent}).status_code == 302
        assert Client().get(ADDRESS)["Location"].startswith("/account/login/")
        assert Client().post(ADDRESS, {"copy": str(copy.pk)})["Location"].startswith("/account/login/")
        copy.refresh_from_db()
        assert copy.destroyed_at is None
