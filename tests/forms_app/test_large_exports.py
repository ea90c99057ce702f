"""Large exports: made by the clock, once, whoever is killed; gone when a record in them goes."""
import errno
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from forms_app import restriction
from forms_app.exports import background, files, making, reading
from forms_app.exports.fetching import Gone, fetch
from forms_app.models import Export, FormPage, Submission
from forms_app.models.exports import ExportState
from forms_app.models.submissions import HOLDING
from privacy.disposal.destroy import destroy
from privacy.disposal.grounds import Grounds
from privacy.models import AuditEvent, Disclosure
from privacy.roles import Role
from tests.factories import ASKED_AT, a_body, a_form_page, a_submission, an_officer, key_of, question
from tests.forms_app.exported import an_order

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


class Killed(BaseException):
    """The process is gone: nothing of ours runs any more."""


@pytest.fixture(autouse=True)
def folders_of_its_own(settings: Any, tmp_path: Path, committed_db: None) -> None:
    settings.KALLELSE_PRIVATE, settings.KALLELSE_LEDGER = tmp_path / "private", tmp_path / "ledger"


@pytest.fixture
def form(monkeypatch: pytest.MonkeyPatch) -> FormPage:
    """A form with five answers, read two at a time."""
    monkeypatch.setattr(reading, "AT_A_TIME", 2)
    sent_to = a_form_page(question("name"), question("email"))
    for number in range(5):
        a_submission(sent_to, name=f"Person {number}", now=ASKED_AT + timedelta(minutes=number))
    return sent_to


def ordered(form: FormPage, **facts: Any) -> Export:
    by = an_officer(Role.CASE_OFFICER)
    return background.place(page=form, order=an_order(**facts), submissions=5, by=by, now=timezone.now())


def lying_there() -> list[str]:
    return sorted(path.name for path in files.folder().iterdir())


def fetched(export: Export, form: FormPage) -> bytes:
    with fetch(export=export, page=form, by=export.by, now=timezone.now()) as file:
        return file.read()


def dies_at(monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
    """Whoever writes is stopped after the first piece."""

    def hold(export: Export, read: int) -> None:
        raise problem

    monkeypatch.setattr(background, "_hold", hold)


@pytest.mark.parametrize("made", ["csv", "xlsx", "json"])
def test_it_is_made_by_the_clock_and_written_down_when_it_is_fetched(form: FormPage, made: str) -> None:
    export = ordered(form, format=making.Format(made))
    assert lying_there() == []
    assert background.make_due(timezone.now()) == 1
    export.refresh_from_db()
    assert (export.state, export.percent, export.rows, export.lease) == ("ready", 100, 5, None)
    assert lying_there() == [str(export.pk)]
    assert files.path_of(export.pk).stat().st_mode & 0o077 == 0
    assert not Disclosure.objects.exists()
    content = fetched(export, form)
    assert content == fetched(export, form)
    assert (b"Person 4" in content) == (made != "xlsx")
    (disclosure,) = Disclosure.objects.all()
    assert (disclosure.rows, disclosure.at) == (5, export.read_at)
    assert AuditEvent.objects.filter(action="submissions.export_fetched").count() == 2


def test_how_far_it_is_can_be_seen_while_it_is_made(form: FormPage, monkeypatch: pytest.MonkeyPatch) -> None:
    export, seen = ordered(form), []
    hold = background._hold

    def look(held: Export, read: int) -> None:
        hold(held, read)
        seen.append(Export.objects.get(pk=export.pk).percent)

    monkeypatch.setattr(background, "_hold", look)
    background.make_due(timezone.now())
    assert seen == [40, 80, 100]


def test_two_runs_at_once_make_it_once(form: FormPage, monkeypatch: pytest.MonkeyPatch) -> None:
    export = ordered(form)
    both, made = threading.Barrier(2, timeout=60), []
    take = background._take

    def together(now: datetime) -> Export | None:
        both.wait()
        return take(now)

    monkeypatch.setattr(background, "_take", together)

    def run() -> None:
        made.append(background.make_due(timezone.now()))
        close_old_connections()
        connection.close()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == [0, 1]
    export.refresh_from_db()
    assert export.attempts == 1


def test_a_writer_that_is_killed_leaves_nothing_and_the_next_begins_anew(
    form: FormPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, now = ordered(form), timezone.now()
    with monkeypatch.context() as patched:
        dies_at(patched, Killed())
        with pytest.raises(Killed):
            background.make_due(now)
    (part,) = lying_there()
    assert part.endswith(".part")
    assert background.make_due(now) == 0  # its lease holds
    background.delete_expired(now)
    assert lying_there() == [part]
    later = now + background.LEASE + timedelta(seconds=1)
    background.delete_expired(later)
    assert lying_there() == []
    assert background.make_due(later) == 1
    assert lying_there() == [str(export.pk)]
    assert fetched(export, form).count(b"Person") == 5


@pytest.mark.parametrize("made", ["csv", "xlsx"])
def test_a_full_disk_is_tried_again_and_then_given_up(
    form: FormPage, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    export, now = ordered(form, format=making.Format(made)), timezone.now()
    with monkeypatch.context() as patched:
        dies_at(patched, OSError(errno.ENOSPC, "No space left on device"))
        assert background.make_due(now) == 0
        assert lying_there() == []
        export.refresh_from_db()
        assert (export.state, export.problem, export.lease, export.done) == ("waiting", "OSError", None, 0)
        assert export.next_attempt_at == now + background.WAIT
        for attempt in range(1, background.MOST_ATTEMPTS):
            background.make_due(now + attempt * background.WAIT)
    export.refresh_from_db()
    assert export.state == ExportState.FAILED
    with pytest.raises(Gone):
        fetched(export, form)


def test_room_that_comes_back_lets_it_be_made(form: FormPage, monkeypatch: pytest.MonkeyPatch) -> None:
    export, now = ordered(form), timezone.now()
    with monkeypatch.context() as patched:
        dies_at(patched, OSError(errno.ENOSPC, "No space left on device"))
        background.make_due(now)
    assert background.make_due(now + background.WAIT) == 1
    assert fetched(export, form)


def test_the_file_goes_after_three_days(form: FormPage) -> None:
    export = ordered(form)
    background.make_due(timezone.now())
    ends = timezone.now() + background.KEPT
    assert background.delete_expired(ends - timedelta(hours=1)) == 0
    assert lying_there() == [str(export.pk)]
    assert background.delete_expired(ends + timedelta(minutes=1)) == 1
    assert lying_there() == []
    assert not Export.objects.exists()


def goes(form: FormPage, how: str) -> None:
    """One record of the form is destroyed, loses a value or is set aside."""
    record = Submission.objects.of_form(form).first().pk
    if how == "restricted":
        restriction.restrict(record=record, by=an_officer(Role.CASE_OFFICER), now=NOW)
        return
    keys = [key_of(form, "name")] if how == "blanked" else []
    grounds = Grounds(cause="run:2027-1")
    destroy(grounds=grounds, holding=HOLDING, records=[record], keys=keys, now=NOW)


@pytest.mark.parametrize("how", ["deleted", "blanked", "restricted"])
def test_a_finished_file_goes_with_the_first_record_of_its_form(form: FormPage, how: str) -> None:
    export, other = ordered(form), a_form_page(question("email"), title="Annat", parent=a_body("annan"))
    a_submission(other)
    untouched = ordered(other)
    while background.make_due(timezone.now()):
        pass
    assert lying_there() == sorted([str(export.pk), str(untouched.pk)])
    goes(form, how)
    assert lying_there() == [str(untouched.pk)]
    assert list(Export.objects.all()) == [untouched]


def test_a_rehearsal_takes_no_file_away(form: FormPage) -> None:
    export = ordered(form)
    background.make_due(timezone.now())
    with transaction.atomic():
        goes(form, "restricted")
        transaction.set_rollback(True)
    assert lying_there() == [str(export.pk)]
    assert fetched(export, form)


def test_a_process_that_dies_before_the_file_goes_leaves_it_to_the_clock_and_to_nobody_else(
    form: FormPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ordered(form)
    background.make_due(timezone.now())
    with monkeypatch.context() as patched:
        patched.setattr(files, "remove", lambda exports: None)
        goes(form, "restricted")
    assert lying_there() == [str(export.pk)]
    with pytest.raises(Gone):
        fetched(export, form)
    background.delete_expired(timezone.now())
    assert lying_there() == []


def test_a_file_that_is_being_written_when_a_record_goes_is_begun_anew(
    form: FormPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = ordered(form)
    hold = background._hold

    def goes_meanwhile(held: Export, read: int) -> None:
        if read == 2:
            Submission.objects.filter(answers__icontains="Person 0").update(restricted_at=NOW)
            background.forget(Submission, [Submission.objects.first().pk])
        hold(held, read)

    with monkeypatch.context() as patched:
        patched.setattr(background, "_hold", goes_meanwhile)
        assert background.make_due(timezone.now()) == 0
    assert lying_there() == []
    assert background.make_due(timezone.now()) == 1
    assert b"Person 0" not in fetched(export, form)
    assert b"Person 1" in fetched(export, form)


def test_a_stray_file_is_swept_away_and_a_folder_that_somebody_works_in_is_not(form: FormPage) -> None:
    (files.folder() / "leftover").write_bytes(b"Maj Lind")
    with files.workshop() as folder:
        background.delete_expired(timezone.now())
        assert folder.exists()
        background.delete_expired(timezone.now() + timedelta(hours=2))
        assert not folder.exists()
        folder.mkdir()
    assert lying_there() == []
