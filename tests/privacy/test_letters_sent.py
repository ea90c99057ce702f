"""A draft follows its case; what was sent stays as it was sent, whoever asks."""

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction
from wagtail.models import Page

from privacy.contracts import Refusal
from privacy.models import DecisionLetter, LetterKind
from privacy.requests import letters
from tests.privacy.conftest import add_page
from tests.privacy.letter_cases import NOON, a_case, add_item, text_of


def test_a_draft_follows_the_case_and_a_frozen_letter_does_not(page: Page) -> None:
    request = a_case(page, "SE", "sv")
    letter = letters.draft(request, LetterKind.ANSWER, "sv", NOON)
    assert "har inte hittat några uppgifter" in text_of(letter)
    add_item(request, "erased", "minor", key="")
    letter = letters.draft(request, LetterKind.ANSWER, "sv", NOON)
    assert "bifaller din begäran" in text_of(letter)
    letters.freeze(letter, by=request.decided_by, now=NOON)
    request.items.all().delete()
    again = letters.draft(request, LetterKind.ANSWER, "sv", NOON)
    assert (again.pk, again.html) == (letter.pk, letter.html)
    assert again.digest == hashlib.sha256(again.html.encode()).hexdigest()
    assert DecisionLetter.objects.count() == 1


def test_a_frozen_letter_is_refused_every_change_by_any_route(page: Page) -> None:
    request = a_case(page, "SE", "sv")
    letter = letters.draft(request, LetterKind.ANSWER, "sv", NOON)
    letter.html = letter.html.replace("Beslut", "Utkast")
    letter.save()
    letters.freeze(letter, by=request.decided_by, now=NOON)
    stored = DecisionLetter.objects.get()
    stored.html = "changed"
    for change in (
        stored.save,
        lambda: DecisionLetter.objects.update(html="changed"),
        lambda: DecisionLetter.objects.bulk_update([stored], ["html"]),
        lambda: letters.freeze(stored, by=None, now=NOON),
    ):
        with pytest.raises(Refusal):
            change()
    assert "Utkast" in DecisionLetter.objects.get().html


def test_the_database_itself_refuses_to_change_a_frozen_letter(both_databases: str) -> None:
    request = a_case(add_page(Page.get_first_root_node(), "Kultur"), "SE", "sv")
    letter = letters.draft(request, LetterKind.ANSWER, "sv", NOON)
    change = "UPDATE privacy_decisionletter SET html = 'changed'"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert DecisionLetter.objects.get().html == "changed"
    letter = letters.draft(request, LetterKind.ANSWER, "sv", NOON)
    letters.freeze(letter, by=request.decided_by, now=NOON)
    for statement in (change, "UPDATE privacy_decisionletter SET frozen_at = NULL"):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    DecisionLetter.objects.update(signed_by=None)  # her account has gone
    assert "changed" not in DecisionLetter.objects.get().html
