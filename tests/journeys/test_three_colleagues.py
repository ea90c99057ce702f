"""A secretary registers three colleagues: three badges, three diets, three extracts, three keys."""
from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from forms_app.models import FormPage, Submission, SubmittedPerson
from forms_app.models.persons import HOLDING
from forms_app.put_form import PARTY
from privacy import cipher, outbox, registry, subject_keys
from privacy.disposal import runs
from privacy.models import AuditEvent, FieldExpiry, RightsRequest, SubjectKey
from privacy.requests import cases, execution, extract, intake, letters, tokens
from privacy.requests.search import search
from privacy.roles import Role
from tests.database_walk import places_of
from tests.factories import a_delegation, a_form_page, an_officer, arm, question
from tests.forms_app.walking import Walker

NOW = timezone.now()
SECRETARY = ("Sara Sekreterare", "sara@skola.example")
COLLEAGUES = (
    ("Ada Ahl-Kanarie01x", "kanarie01x@skola.example", "jordnotter-kanarie02x"),
    ("Bo Berg-Kanarie03x", "kanarie03x@skola.example", "gluten-kanarie04x"),
    ("Cai Cruz-Kanarie05x", "kanarie05x@skola.example", "selleri-kanarie06x"),
)


@pytest.fixture(autouse=True)
def folders_of_its_own(settings, tmp_path):
    settings.KALLELSE_LEDGER, settings.KALLELSE_PRIVATE = tmp_path / "apart" / "ledger", tmp_path / "private"


def a_form() -> FormPage:
    each = {"asked_of": "participant"}
    page = a_form_page(
        question("name"), question("organisation"), question("email"),
        question("name", "Deltagarens namn", **each), question("email", "Deltagarens e-post", **each),
        question("diet", "Deltagarens kost", **each),
    )  # fmt: skip
    arm(page.section.activity)
    return page


def keys_of(page: FormPage, asked_of: str) -> dict[str, str]:
    rows = page.form_fields.filter(asked_of=asked_of)
    return dict(rows.values_list("field_type", "clean_name"))


def register(page: FormPage) -> Submission:
    """Through the form, page by page, without script."""
    own, hers = keys_of(page, "registration"), keys_of(page, "participant")
    walker = Walker(page)
    walker.press(**{own["name"]: SECRETARY[0], own["organisation"]: "Skolan", own["email"]: SECRETARY[1], PARTY: "3"})
    answers = {}
    for number, (name, address, diet) in enumerate(COLLEAGUES, 1):
        answers |= {
            f"{hers['name']}__{number}": name, f"{hers['email']}__{number}": address, f"{hers['diet']}__{number}": diet,
        }  # fmt: skip
    walker.press(**answers)
    text = walker.follow()
    assert all(name in text for name, _address, _diet in COLLEAGUES)
    return Submission.objects.get()


def letters_sent() -> dict[str, Any]:
    mail.outbox.clear()
    outbox.send_due(timezone.now() + timedelta(seconds=5))
    return {letter.to[0]: letter for letter in mail.outbox}


def an_extract(page: FormPage, name: str, address: str) -> str:
    """What she is handed when she asks what is stored about her, unpacked."""
    controller = page.section.controller
    officer, decider = an_officer(Role.CASE_OFFICER), an_officer(Role.DECISION_MAKER)
    request = intake.receive(controller=controller, kind="access", channel="web", language="sv", name=name,
                             addresses=[("email", address)], text="", now=NOW)  # fmt: skip
    intake.confirm(tokens.issue(request, "confirm", now=NOW), NOW)
    search(request, NOW)
    request.refresh_from_db()
    cases.show_identity(request=request, level="counter", note="Pass", by=officer, now=NOW)
    for item in request.items.filter(certainty="possible"):
        cases.confirm_match(item=item, is_hers=False, by=officer, now=NOW)
    request.refresh_from_db()
    cases.decide(request=request, by=decider, now=NOW)
    execution.execute(request=request, by=officer, now=NOW)
    letters.freeze(letters.draft(request, "answer", "sv"), by=officer, now=NOW)
    cases.answer(request=request, by=officer, now=NOW)
    package = zipfile.ZipFile(BytesIO(extract.open_package(request.extract, NOW)))
    return "".join(package.read(each).decode(errors="replace") for each in package.namelist())


@pytest.mark.django_db
def test_three_colleagues_are_three_people(client):
    page = a_form()
    a_delegation(page.section.controller, an_officer(Role.DECISION_MAKER))
    sent = register(page)
    people = list(sent.persons.all())

    # Three keys, each to her own record.
    for person, (_name, address, _diet) in zip(people, COLLEAGUES, strict=True):
        assert subject_keys.records_with("email", address) == [person.pk]
    assert subject_keys.records_with("email", SECRETARY[1]) == [sent.pk]

    # Three diets, sealed, with a time of their own, and numbers for the caterer.
    diet = keys_of(page, "participant")["diet"]
    assert all(cipher.is_sealed(person.answers[diet]) for person in people)
    assert FieldExpiry.objects.filter(holding=HOLDING, key=diet).count() == 3
    counted = registry.holding_of(HOLDING).generalise([person.pk for person in people], diet)
    assert list(counted[page.translation_key].values()) == [1, 1, 1]

    # Each was told who named her; none of the mails tells of a diet or of the others.
    mails = letters_sent()
    assert set(mails) == {SECRETARY[1], *(address for _name, address, _diet in COLLEAGUES)}
    for name, address, _diet in COLLEAGUES:
        body = mails[address].body + str(mails[address].alternatives)
        assert "Sara Sekreterare har anmält dig" in body
        assert name in body
        assert "/sv/personal-data/" in body
        assert not any(other in body for other, _address, _kost in COLLEAGUES if other != name)
        assert not any(kost in body for _name, _address, kost in COLLEAGUES)
    assert not any(kost in mails[SECRETARY[1]].body for _name, _address, kost in COLLEAGUES)

    # Three badges, by name, with the school; opening them is logged.
    client.force_login(an_officer(Role.CASE_OFFICER))
    sheet = client.get(reverse("forms_app_desk:badges", args=[page.pk])).content.decode()
    assert sheet.count('class="badge"') == 3
    assert all(name in sheet for name, _address, _diet in COLLEAGUES)
    assert sheet.count("Skolan") == 3
    assert "Sara Sekreterare" not in sheet
    assert AuditEvent.objects.filter(action="submissions.badges_opened", facts={"rows": 3}).exists()

    # Three extracts: each her own answers, none of the others'; the secretary learns that she registered three.
    for name, address, kost in COLLEAGUES:
        told = an_extract(page, name, address)
        assert name in told
        assert kost in told
        others = [each for each in COLLEAGUES if each[0] != name]
        assert not [word for other in others for word in other if word in told]
    told = an_extract(page, *SECRETARY)
    assert "Anmälda deltagare" in told
    assert not [word for each in COLLEAGUES for word in each if word in told]


@pytest.mark.django_db
def test_who_is_protected_has_no_badge_and_is_a_number(client):
    page = a_form()
    sent = register(page)
    officer = an_officer(Role.CASE_OFFICER)
    client.force_login(officer)
    assert client.post(reverse("forms_app_desk:use_person", args=[sent.pk, 2, "protect"])).status_code == 302
    sheet = client.get(reverse("forms_app_desk:badges", args=[page.pk])).content.decode()
    assert sheet.count('class="badge"') == 2
    assert COLLEAGUES[1][0] not in sheet
    assert SubmittedPerson.objects.set_aside().count() == 1


@pytest.mark.django_db
def test_a_case_of_the_one_who_registered_destroys_nobody_elses_record():
    page = a_form()
    a_delegation(page.section.controller, an_officer(Role.DECISION_MAKER))
    register(page)
    officer, later = an_officer(Role.CASE_OFFICER), NOW + timedelta(days=400)
    request: RightsRequest = intake.receive(
        controller=page.section.controller, kind="erasure", channel="web", language="sv", name=SECRETARY[0],
        addresses=[("email", SECRETARY[1])], text="", now=later,
    )  # fmt: skip
    intake.confirm(tokens.issue(request, "confirm", now=later), later)
    search(request, later)
    request.refresh_from_db()
    cases.show_identity(request=request, level="counter", note="Pass", by=officer, now=later)
    assert set(request.items.values_list("outcome", flat=True)) == {"blanked"}
    cases.decide(request=request, by=an_officer(Role.DECISION_MAKER), now=later)
    execution.execute(request=request, by=officer, now=later)
    assert SECRETARY[0] not in str(Submission.objects.get().answers)
    assert SubmittedPerson.objects.count() == 3
    assert not SubjectKey.objects.filter(record=Submission.objects.get().pk).exists()


def test_of_participants_who_were_due_nothing_is_left(committed_db):
    page = a_form()
    sent = register(page)
    letters_sent()
    words = {word for name, address, _diet in COLLEAGUES for word in (name, address)}
    digests = set(SubjectKey.objects.values_list("digest", flat=True))
    sealed = {each.answers[keys_of(page, "participant")["diet"]]["sealed"] for each in sent.persons.all()}
    assert set(places_of(words | digests | sealed)) == {each.lower() for each in words | digests | sealed}
    later = NOW + timedelta(days=400)
    controller = page.section.controller
    runs.dispose(controller=controller, as_of=controller.local_date(later), by=an_officer(Role.CASE_OFFICER),
                 approver=an_officer(Role.ARCHIVIST), now=later)  # fmt: skip
    assert not SubmittedPerson.objects.exists()
    assert places_of(words | digests | sealed) == {}
