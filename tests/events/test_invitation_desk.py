"""The organiser's pages of invitations over HTTP: pasting, files, what would become of each, sending with its mails."""
import io

import pytest
import xlsxwriter
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from events.models import Invitation
from forms_app.moving_in import workbooks
from forms_app.moving_in.lists import Unreadable
from privacy import outbox
from privacy.models import AuditEvent, OutboundMessage, RetentionRule
from privacy.roles import Role
from privacy.rule_templates import OF_INVITATIONS
from tests.events.conftest import fresh
from tests.events.inviting import SOURCE, invite, later
from tests.factories import an_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(seminar, seminar_in_finnish):
    RetentionRule.objects.create(activity=seminar.section.activity, **OF_INVITATIONS)
    return fresh(seminar)


@pytest.fixture
def officer(client):
    """The case officer, signed in, with the admin in Swedish."""
    client.force_login(an_officer(Role.CASE_OFFICER))
    return client


def desk(page, name="invitations", *more):
    return reverse(f"events_desk:{name}", args=[page.pk, *more])


def workbook(*rows):
    """A workbook as a spreadsheet program writes it."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


def upload(name, content):
    file = io.BytesIO(content)
    file.name = name
    return file


class TestAdding:
    def test_an_empty_list_says_what_it_is_for(self, event, officer):
        shown = officer.get(desk(event)).content.decode()
        assert "Ingen är inbjuden än." in shown
        assert desk(event, "add_invitations") in shown

    def test_a_pasted_list_is_looked_through_before_anything_is_stored(self, event, officer):
        invite(event, "maja@example.org")
        given = {"people": "maja@example.org\nLi Ek <li@example.org>\n\nfel rad\nPekka\tSalo Oy\tpekka@example.org\tfi",
                 "source": SOURCE, "language": "sv"}  # fmt: skip
        shown = officer.post(desk(event, "add_invitations"), {**given, "act": "look"})
        assert shown.context["new"] == 2
        assert shown.context["faults"][0][:2] == (4, "fel rad")
        assert Invitation.objects.count() == 1
        left = officer.post(desk(event, "add_invitations"), {**given, "act": "store"})
        assert left.status_code == 200
        assert left.context["form"]["people"].value() == "fel rad"
        added = Invitation.objects.exclude(email="maja@example.org").order_by("email")
        assert list(added.values_list("email", "language", "source")) == [
            ("li@example.org", "sv", SOURCE), ("pekka@example.org", "fi", SOURCE),
        ]  # fmt: skip
        assert not OutboundMessage.objects.filter(kind__startswith="event_invitation").exists()

    def test_without_a_source_nothing_is_taken(self, event, officer):
        given = {"people": "a@example.org", "language": "sv", "act": "store"}
        shown = officer.post(desk(event, "add_invitations"), given)
        assert "Alla som bjuds in får veta det" in shown.content.decode()
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("kind", ["xlsx", "csv"])
    def test_a_file_comes_as_a_list_into_the_field(self, event, officer, kind):
        rows = [("Förnamn", "Efternamn", "Mejl", "Arbetsplats", "Skostorlek"),
                ("Li", "Ek", "li@example.org", "A & B", 38)]
        content = workbook(*rows) if kind == "xlsx" else "\n".join(";".join(map(str, row)) for row in rows).encode()
        opened = officer.post(desk(event, "add_invitations"), {"file": upload(f"lista.{kind}", content)})
        columns = {field.name: field.value() for field in opened.context["columns"]}
        assert list(columns.values()) == ["first_name", "last_name", "email", "organisation", ""]
        posted = {**columns, "list": opened.context["carried"]}
        filled = officer.post(desk(event, "add_invitations"), posted).context["form"]
        assert filled["people"].value().splitlines()[1] == "Li Ek\tA & B\tli@example.org\t"
        without = officer.post(desk(event, "add_invitations"), {**posted, "column-2": ""})
        assert "Välj kolumnen med e-postadresserna" in without.content.decode()

    def test_what_is_no_workbook_is_refused_with_words(self, event, officer):
        for content in (b"PK\x03\x04 broken", workbook()):
            shown = officer.post(desk(event, "add_invitations"), {"file": upload("lista.xlsx", content)})
            assert shown.status_code == 200
            assert "columns" not in shown.context
            with pytest.raises(Unreadable):
                workbooks.read(content)


class TestSending:
    def test_numbers_and_mails_by_language_then_two_minutes_to_undo(self, event, officer):
        invite(event, "a@example.org", "b@example.org")
        invite(event, "c@example.org", language="fi")
        shown = officer.get(desk(event, "send_invitations")).content.decode()
        for words in ("Bjud in 3 personer", "Inbjudan: Läsning för alla", "Kutsu: Lukemista kaikille", SOURCE):
            assert words in shown, words
        assert officer.post(desk(event, "send_invitations")).status_code == 302
        assert "Ångra" in officer.get(desk(event)).content.decode()
        assert officer.post(desk(event, "undo_invitations")).status_code == 302
        outbox.send_due(later(timezone.now()))
        assert not [each for each in mail.outbox if "Inbjudan" in each.subject]
        officer.post(desk(event, "send_invitations"))
        outbox.send_due(later(timezone.now()))
        assert len(mail.outbox) == 3
        with translation.override("sv"):
            counts = {str(status): number for status, _w, _m, number in officer.get(desk(event)).context["counts"]}
        assert counts == {"waiting": 3}
        assert "Det finns ingen att skriva till nu" in officer.get(desk(event, "remind_invited")).content.decode()

    def test_the_list_is_narrowed_and_an_invitation_taken_back(self, event, officer):
        [invitation] = invite(event, "Maja Ström <a@example.org>")
        Invitation.objects.update(sent_at=timezone.now())
        OutboundMessage.objects.create(
            kind="event_invitation", object_id=invitation.pk, language="sv", message_id="<1@x>", state="failed",
            created_at=timezone.now(), next_attempt_at=timezone.now(), finished_at=timezone.now(),
        )  # fmt: skip
        shown = officer.get(f"{desk(event)}?status=failed").content.decode()
        assert "Maja Ström" in shown
        assert "mejlet kunde inte levereras" in shown
        OutboundMessage.objects.update(
            state="sent", returned="bounced", return_reason="bounced", returned_at=timezone.now()
        )
        assert "Maja Ström" in officer.get(f"{desk(event)}?status=failed").content.decode()
        assert "Maja Ström" not in officer.get(f"{desk(event)}?status=yes").content.decode()
        officer.post(desk(event, "take_back_invitation", invitation.pk))
        assert Invitation.objects.get().withdrawn_at
        actions = set(AuditEvent.objects.values_list("action", flat=True))
        assert {"invitations.added", "invitations.list_opened", "invitation.taken_back"} <= actions
