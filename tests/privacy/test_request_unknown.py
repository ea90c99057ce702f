"""Whether anything is stored about an address cannot be learnt from the page: not by bytes, time or mail."""

import re
import statistics
import uuid
from collections.abc import Callable
from time import perf_counter, sleep
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from privacy import subject_keys
from privacy.models import OutboundMessage, RightsRequest
from privacy.requests import request_mails
from tests.factories import a_form_page, a_submission

#: How often each kind of address asks, in turns.
TURNS = 15
#: Beyond this share of the shorter one, and so many seconds, two medians are told apart.
SHARE, SECONDS = 0.25, 0.004


@pytest.fixture
def known(page: Page) -> list[str]:
    """Addresses under which registrations are stored, one of them often."""
    cache.clear()
    form = a_form_page()
    addresses = [f"known{number:02}@example.org" for number in range(TURNS)]
    record = a_submission(form, email=addresses[0])
    assert subject_keys.records_with("email", addresses[0]) == [record]
    for address in addresses:
        for _often in range(20):
            subject_keys.remember(uuid.uuid4(), "email", address)
    return addresses


@pytest.fixture
def unknown() -> list[str]:
    """As many addresses, just as long, under which nothing is stored."""
    return [f"other{number:02}@example.org" for number in range(TURNS)]


def ask(address: str) -> Any:
    """Send the form for ``address`` from a network of its own."""
    posted = {"kind": "erasure", "name": "Aino Ek", "email": address, "language": "sv"}
    answer = Client().post(
        "/sv/personal-data/", posted, headers={"Sec-Fetch-Site": "same-origin"}, REMOTE_ADDR=address
    )
    assert answer.status_code == 303
    return answer


def are_told_apart(known: list[str], unknown: list[str], act: Callable[[str], Any]) -> bool:
    """Whether the medians of ``act``, measured in turns, lie further apart than noise."""
    times: tuple[list[float], list[float]] = ([], [])
    for pair in zip(known, unknown, strict=True):
        for taken, address in zip(times, pair, strict=True):
            started = perf_counter()
            act(address)
            taken.append(perf_counter() - started)
    low, high = sorted(statistics.median(taken) for taken in times)
    return high - low > max(low * SHARE, SECONDS)


def test_the_answer_is_the_same_to_the_byte_and_asks_the_database_the_same(known: Any, unknown: Any) -> None:
    ask(unknown[1])  # what is remembered by the process is remembered now
    answers, pages, statements = [], [], []
    for address in (known[0], unknown[0]):
        with CaptureQueriesContext(connection) as asked:
            answers.append(ask(address))
        statements.append([re.sub(r"'[^']*'|\d+", "?", each["sql"]) for each in asked.captured_queries])
        pages.append(Client().get(answers[-1]["Location"]))
    one, other = answers
    assert (one.status_code, one.content, one.headers) == (other.status_code, other.content, other.headers)
    assert pages[0].content == pages[1].content
    assert len(statements[0]) > 5
    assert statements[0] == statements[1]


def test_the_time_it_takes_tells_nothing(known: Any, unknown: Any) -> None:
    assert not are_told_apart(known, unknown, ask)


def test_a_planted_difference_in_time_is_seen(known: Any, unknown: Any) -> None:
    stored = {address for address in (*known, *unknown) if subject_keys.records_with("email", address)}
    assert stored == set(known)

    def slower_for_the_known(address: str) -> None:
        started = perf_counter()
        ask(address)
        if address in stored:
            sleep(perf_counter() - started)

    assert are_told_apart(known, unknown, slower_for_the_known)


def test_the_mail_is_one_alike_and_at_the_same_time(known: Any, unknown: Any) -> None:
    mails, waits = [], []
    for address in (known[0], unknown[0]):
        ask(address)
        request = RightsRequest.objects.get(addresses__value=address)
        (queued,) = OutboundMessage.objects.filter(object_id=request.pk)
        waits.append((queued.kind, queued.language, queued.next_attempt_at - queued.created_at))
        letter = request_mails.confirm(request.pk, "sv")
        assert letter is not None
        assert letter.to == address
        mails.append((_masked(letter.subject, request), _masked(letter.text, request), _masked(letter.html, request)))
    assert waits[0] == waits[1]
    assert mails[0] == mails[1]


def _masked(text: str, request: RightsRequest) -> str:
    """The text without the number of the case and the random link, each replaced by its length."""
    text = re.sub(r"(?<=/confirm/)[\w-]+", lambda found: "x" * len(found[0]), text)
    return text.replace(request.number, "n" * len(request.number))
