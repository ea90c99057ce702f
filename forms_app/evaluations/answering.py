"""Links to an evaluation, and the one way in for its answers.

A link is spent by the very row that holds its answer: one INSERT whose key is the link's digest. So no answer
is lost, none is taken twice, and there is nothing between the two. No audit, no outbox, no counter, no moment.
"""
from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from wagtail.models import Page

from forms_app import answers as answering
from forms_app.evaluations import codes as evaluation_codes
from forms_app.models import EvaluationPage, EvaluationToken, EvaluationWaiting, FormVersion
from home.languages import canonical_of, language_of
from privacy import cipher

#: A sealed answer is as long as the next power of two, and never shorter than this many letters.
SHORTEST = 4096
_BOUND = "evaluation"


class NotUsable(Exception):
    """The link is unknown, has been used, or its time is over; which of them, we do not tell."""


def make_links(page: EvaluationPage, number: int) -> list[str]:
    """``number`` new codes to the evaluation ``page`` (canonical). They are nowhere but in what is returned."""
    codes = [evaluation_codes.new_code() for _each in range(number)]
    tokens = [EvaluationToken(digest=evaluation_codes.digest_of(code), page_id=page.pk) for code in codes]
    # By digest, which is random: not in the order of the sheet.
    EvaluationToken.objects.bulk_create(sorted(tokens, key=lambda token: token.digest))
    return codes


def token_of(code: str) -> EvaluationToken | None:
    """The unused link with this code; None where there is none, or its answer waits to be written."""
    digests = evaluation_codes.digests_of(code)
    token = EvaluationToken.objects.filter(digest__in=digests).first()
    if token is None or is_spent(code):
        return None
    return token


def is_spent(code: str) -> bool:
    """Whether an answer by this link waits to be written. Afterwards nobody can tell."""
    return EvaluationWaiting.objects.filter(digest__in=evaluation_codes.digests_of(code)).exists()


def page_of(code: str) -> int | None:
    """The canonical page of a link that is unused or whose answer waits; None of any other."""
    digests = evaluation_codes.digests_of(code)
    for table in (EvaluationToken, EvaluationWaiting):
        page = table.objects.filter(digest__in=digests).values_list("page", flat=True).first()
        if page is not None:
            return int(page)
    return None


def spend(code: str, *, version: FormVersion, answers: dict[str, Any]) -> None:
    """Take one answer by its link; it waits, sealed, for the others. The same link again changes nothing.

    :raises NotUsable: where there is no such unused link. The links of an evaluation that is over are gone with
        its last answers, so none comes in after those.
    """
    with transaction.atomic():
        enter_waiting_room()
        if is_spent(code):
            return
        token = EvaluationToken.objects.filter(digest__in=evaluation_codes.digests_of(code)).first()
        if token is None or token.page_id != version.page_id:
            raise NotUsable
        sealed = seal(token.digest, answers)
        try:
            with transaction.atomic():
                EvaluationWaiting.objects.create(
                    digest=token.digest, page_id=token.page_id, version=version, sealed=sealed
                )
        except IntegrityError:  # the other click of a double click was first
            return


def page_in_language(page_id: int | None) -> EvaluationPage | None:
    """The live evaluation in the active language, else in its original one; None where it is not live."""
    found = Page.objects.filter(pk=page_id).first()
    page = found.specific if found else None
    if not isinstance(page, EvaluationPage) or not canonical_of(page).live:
        return None
    live = page.get_translations(inclusive=True).live()
    return next((each.specific for each in live if language_of(each) == get_language()), canonical_of(page))


def address_of(code: str) -> str:
    """The path of the questions behind a link, in the active language."""
    return reverse("forms_app:evaluation", args=[code])


def full_address_of(page: EvaluationPage, code: str) -> str:
    """The whole address of the questions behind a link, in the language of ``page``."""
    _site, root, _path = page.get_url_parts()
    with translation.override(language_of(page)):
        return f"{root}{address_of(code)}"


def enter_waiting_room() -> None:
    """Wait until no batch is being written, and let none begin before this transaction ends.

    Taken before any row is read, so that what is read was true after the batch. On SQLite one transaction
    writes at a time.
    """
    if connection.vendor == "postgresql":
        _lock("ROW EXCLUSIVE")


def close_waiting_room() -> None:
    """Let nobody in until this transaction, which writes a batch, ends."""
    if connection.vendor == "postgresql":
        _lock("ACCESS EXCLUSIVE")


def seal(digest: str, answers: dict[str, Any]) -> dict[str, Any]:
    """The answers encrypted for this link only, at a length that says nothing of them."""
    text = json.dumps({key: answering.plain(value) for key, value in answers.items()}, ensure_ascii=True)
    length = max(SHORTEST, 1 << (len(text) - 1).bit_length())
    return cipher.seal(text.ljust(length), record=_record(digest), question=_BOUND)


def unseal(waiting: EvaluationWaiting) -> dict[str, Any]:
    """The answers of one who waits."""
    opened = cipher.unseal(waiting.sealed, record=_record(waiting.digest), question=_BOUND)
    answers: dict[str, Any] = json.loads(opened)
    return answers


def _record(digest: str) -> UUID:
    return UUID(digest[:32])


def _lock(mode: str) -> None:
    table = connection.ops.quote_name(EvaluationWaiting._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {table} IN {mode} MODE")
