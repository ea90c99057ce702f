"""Reading and downloading 50,000 answers to one form, beside Wagtail's own export of as many.

    python benchmarks/export.py [--submissions 50000]

Runs on a PostgreSQL of its own that is thrown away. Each download is made in a process of its own, so that its
memory can be told from what others have used; prints seconds, megabytes and ratios, and ends with an error when
a goal is not reached.
"""
from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django  # noqa: E402  (the settings must be named first)

MOST_QUERIES, SLOWEST_LIST, SLOWEST_BYTE, MOST_GROWTH = 15, 0.3, 0.3, 20.0
_WORDS = {
    "name": "'Person ' || n",
    "email": "'person' || n || '@example.org'",
    "organisation": "'Region ' || mod(n, 90)",
}


def main() -> int:
    """Fill, measure, print; 0 when the numbers are reached."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=50_000)
    many = parser.parse_args().submissions
    django.setup()
    from django.test.utils import override_settings

    from tests.databases import Postgres, default_database, find_postgres

    settings, stop = find_postgres()
    databases = Postgres(settings, f"bench{os.getpid()}")
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            override_settings(KALLELSE_PRIVATE=folder, ALLOWED_HOSTS=["testserver"], DEBUG=False),
            default_database(databases.clone("export")),
        ):
            return measure(many)
    finally:
        databases.drop_all()
        stop()


def measure(many: int) -> int:
    page = fill(many)
    print(f"submissions: {many:,}")
    queries, seconds = of_the_list(page)
    print(f"list: {queries} queries, {seconds:.2f} s")
    ours = in_a_process(lambda: our_csv(page))
    theirs = in_a_process(lambda: their_csv(page))
    for what, (first, whole, grown) in {"CSV": ours, "CSV of Wagtail": theirs}.items():
        print(f"{what}: first byte {first:.3f} s, all {whole:.1f} s, memory +{grown:.1f} MB")
    first, whole, grown = (them / max(us, 0.001) for us, them in zip(ours, theirs, strict=True))
    print(f"Wagtail's to ours: first byte {first:.1f}, all {whole:.2f}, memory {grown:.1f}")
    for what, made in {"XLSX": "xlsx", "JSON": "json"}.items():
        _first, seconds_whole, growth = in_a_process(lambda made=made: our_file(page, made))
        print(f"{what}: written in {seconds_whole:.1f} s, memory +{growth:.1f} MB")
    reached = queries <= MOST_QUERIES and seconds <= SLOWEST_LIST
    return 0 if reached and ours[0] <= SLOWEST_BYTE and ours[2] <= MOST_GROWTH else 1


def fill(many: int) -> Any:
    """One real submission, copied in SQL under other names, and as many rows of Wagtail's own kind."""
    from django.db import connection
    from wagtail.contrib.forms.models import FormSubmission

    from forms_app.models import Submission
    from tests.factories import a_form_page, a_submission, key_of

    page = a_form_page()
    record = a_submission(page, diet="jordnötter")
    given = ", ".join(f"'{key_of(page, kind)}', {words}" for kind, words in _WORDS.items())
    answers = f"answers || jsonb_build_object({given})"
    values = {
        "id": "gen_random_uuid()",
        "reference": "'B' || lpad(n::text, 9, '0')",
        "answers": answers,
        "received_at": "received_at + n * interval '1 minute'",
    }
    columns = [column.column for column in Submission._meta.concrete_fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO forms_app_submission ({', '.join(columns)}) "
            f"SELECT {', '.join(values.get(column, column) for column in columns)} "
            "FROM forms_app_submission, generate_series(1, %s) AS n WHERE id = %s",
            [many - 1, record],
        )
        cursor.execute(
            f"INSERT INTO {FormSubmission._meta.db_table} (form_data, submit_time, page_id) "
            "SELECT answers, received_at, page_id FROM forms_app_submission"
        )
        cursor.execute("ANALYZE")
    assert Submission.objects.count() == FormSubmission.objects.count() == many
    return page


def of_the_list(page: Any) -> tuple[int, float]:
    """Queries and seconds of the desk's list; the better of three, the first of which warms up."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from privacy.roles import Role
    from tests.factories import an_officer

    officer = an_officer(Role.CASE_OFFICER)
    client = Client()
    client.force_login(officer)
    address, found = reverse("forms_app_desk:list", args=[page.pk]), []
    for _turn in range(3):
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        found.append((len(captured), time.perf_counter() - started))
    return min(found, key=lambda turn: turn[1])


def our_csv(page: Any) -> Iterable[bytes]:
    from django.db.models import Q
    from django.utils import timezone

    from forms_app.exports import making

    return making.stream(page, an_order("csv"), Q(), timezone.now())


def our_file(page: Any, made: str) -> Iterable[bytes]:
    from django.db.models import Q
    from django.utils import timezone

    from forms_app.exports import files, making

    with files.workshop() as folder:
        making.write(page, an_order(made), Q(), folder / "answers", folder=folder, now=timezone.now())
        yield b""


def an_order(made: str) -> Any:
    from forms_app.exports.order import Order

    return Order.from_dict({
        "format": made, "preset": "ordinary", "row_of": "registration", "special": False, "purpose": "attendance",
        "given_to": "self", "recipient": "", "language": "sv", "filters": [],
    })  # fmt: skip


def their_csv(page: Any) -> Iterable[bytes]:
    """What Wagtail's own view answers, asked by somebody who may everything."""
    from django.contrib.auth import get_user_model
    from django.test import RequestFactory
    from wagtail.contrib.forms.models import FormSubmission
    from wagtail.contrib.forms.views import SubmissionsListView

    page.get_submissions = lambda: FormSubmission.objects.filter(page=page.pk)
    fields = [(row.clean_name, row.label) for row in page.form_fields.all()]
    page.get_data_fields = lambda: [("submit_time", "Submission date"), *fields]
    request = RequestFactory().get("/", {"export": "csv"})
    request.user = get_user_model()(is_superuser=True, is_active=True)
    yield from SubmissionsListView.as_view()(request, form_page=page)


def in_a_process(make: Callable[[], Iterable[bytes]]) -> tuple[float, float, float]:
    """Seconds to the first byte and to the last, and the megabytes by which the process has grown at its highest."""
    from django.db import connections

    connections.close_all()
    context = multiprocessing.get_context("fork")
    mine, yours = context.Pipe(duplex=False)
    child = context.Process(target=_measured, args=(make, yours))
    child.start()
    yours.close()
    found: tuple[float, float, float] = mine.recv()
    child.join()
    return found


def _measured(make: Callable[[], Iterable[bytes]], tell: Any) -> None:
    from forms_app.models import Submission

    Submission.objects.first()  # connects, and imports what connecting imports
    Path("/proc/self/clear_refs").write_text("5")  # the highest so far is what is used now
    before, started, first = _megabytes("VmRSS"), time.perf_counter(), 0.0
    for block in make():
        if block and not first:
            first = time.perf_counter() - started
    tell.send((first, time.perf_counter() - started, _megabytes("VmHWM") - before))


def _megabytes(what: str) -> float:
    """From what the kernel says of this process, in kB."""
    (line,) = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what)]
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
