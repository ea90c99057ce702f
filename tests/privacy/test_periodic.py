"""One command does everything that happens by the clock; one failure never stops the rest."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone
from wagtail.models import Page, Revision

from home.models import StandardPage
from privacy import periodic, registry, scheduled_pages
from privacy.models import Heartbeat, RefusedPublication
from tests.factories import a_body, a_home_page


@pytest.fixture(autouse=True)
def no_other_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_timers", {})


def scheduled(parent: Page, title: str, minutes: int = -1) -> StandardPage:
    """A draft whose publication is (over)due."""
    page = parent.add_child(instance=StandardPage(title=title, live=False))
    page.go_live_at = timezone.now() + timedelta(minutes=minutes)
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=page.go_live_at)
    return page


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


@pytest.fixture
def refused(db: None) -> StandardPage:
    """A page under no section: it may not be published."""
    return scheduled(a_home_page(), "Utan avsnitt", minutes=-5)


@pytest.fixture
def allowed(db: None) -> StandardPage:
    return scheduled(a_body(), "Med avsnitt")


def test_a_due_page_goes_live_and_a_later_one_waits(allowed: StandardPage) -> None:
    later = scheduled(allowed.get_parent(), "Senare", minutes=5)
    assert scheduled_pages.publish_due(timezone.now()) == 1
    assert (is_live(allowed), is_live(later)) == (True, False)


def test_a_refused_page_is_skipped_keeps_its_schedule_and_its_reason_and_the_others_go_live(
    refused: StandardPage, allowed: StandardPage
) -> None:
    assert scheduled_pages.publish_due(timezone.now()) == 1
    assert (is_live(refused), is_live(allowed)) == (False, True)
    row = RefusedPublication.objects.get()
    assert row.revision == refused.get_latest_revision()
    assert row.revision.approved_go_live_at is not None
    assert set(row.reasons) == {"sv", "fi", "en"}
    assert "Ask a case officer" in row.reasons["en"][0]


def test_a_refused_page_goes_live_when_nothing_stands_against_it_any_more(refused: StandardPage) -> None:
    scheduled_pages.publish_due(timezone.now())
    first = RefusedPublication.objects.get()
    scheduled_pages.publish_due(timezone.now())
    again = RefusedPublication.objects.get()
    assert (again.pk, again.first_refused_at) == (first.pk, first.first_refused_at)
    assert again.last_refused_at > first.last_refused_at
    refused.move(a_body(), pos="last-child")
    assert scheduled_pages.publish_due(timezone.now()) == 1
    assert is_live(refused)
    assert not RefusedPublication.objects.exists()


def test_a_page_whose_schedule_is_withdrawn_is_no_longer_shown_as_refused(refused: StandardPage) -> None:
    scheduled_pages.publish_due(timezone.now())
    assert RefusedPublication.objects.exists()
    Revision.objects.update(approved_go_live_at=None)
    scheduled_pages.publish_due(timezone.now())
    assert not RefusedPublication.objects.exists()


def test_a_page_that_breaks_is_skipped_too(allowed: StandardPage, caplog: pytest.LogCaptureFixture) -> None:
    broken = scheduled(allowed.get_parent(), "Trasig", minutes=-9)
    revision = broken.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(content={**revision.content, "title": None})
    assert scheduled_pages.publish_due(timezone.now()) == 1
    assert is_live(allowed)
    row = RefusedPublication.objects.get()
    assert row.revision == revision
    assert "went wrong" in row.reasons["en"][0]
    assert "Trasig" not in caplog.text


def test_a_page_whose_time_is_over_is_taken_down(allowed: StandardPage) -> None:
    scheduled_pages.publish_due(timezone.now())
    StandardPage.objects.filter(pk=allowed.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    scheduled_pages.publish_due(timezone.now())
    taken_down = Page.objects.get(pk=allowed.pk)
    assert (taken_down.live, taken_down.expired) == (False, True)


def test_each_job_leaves_its_heartbeat(db: None) -> None:
    ran: list[Any] = []
    registry.register_timer("purge", ran.append)
    now = timezone.now()
    assert periodic.run(now) == []
    assert ran == [now]
    beats = {beat.job: beat for beat in Heartbeat.objects.all()}
    assert set(beats) == {"periodic", "outbox", "scheduled_pages", "purge"}
    assert all(beat.finished_at >= beat.started_at and not beat.problem for beat in beats.values())


def test_a_failing_job_says_so_and_lets_the_others_run(db: None, caplog: pytest.LogCaptureFixture) -> None:
    ran: list[Any] = []

    def fail(now: Any) -> None:
        raise RuntimeError("Maja Berg is in the way")

    registry.register_timer("broken", fail)
    registry.register_timer("after it", ran.append)
    with pytest.raises(CommandError, match="broken"):
        call_command("periodic")
    assert len(ran) == 1
    assert Heartbeat.objects.get(job="broken").problem == "RuntimeError"
    assert Heartbeat.objects.get(job="periodic").problem == "failed"
    assert "RuntimeError" in caplog.text
    assert "Maja" not in caplog.text


def test_a_job_that_works_again_clears_its_problem(db: None) -> None:
    problems: list[Exception] = [RuntimeError()]

    def fail_once(now: Any) -> None:
        if problems:
            raise problems.pop()

    registry.register_timer("now and then", fail_once)
    assert periodic.run(timezone.now()) == ["now and then"]
    assert periodic.run(timezone.now()) == []
    assert Heartbeat.objects.get(job="now and then").problem == ""


def test_two_runs_at_once_publish_a_page_once(both_databases: str) -> None:
    page = scheduled(a_body(), "Med avsnitt")
    published: list[int] = []
    ready = threading.Barrier(2)

    def publish() -> None:
        ready.wait()
        published.append(scheduled_pages.publish_due(timezone.now()))
        connections.close_all()

    threads = [threading.Thread(target=publish) for _turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(published) == [0, 1]
    assert is_live(page)
