"""Public pages from memory: the same bytes, never older than what changed, in every process."""
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config.page_cache import PageCache, may_be_kept
from events import own
from events.models import Registration
from events.moves import Act
from forms_app.models import Submission
from privacy import generation
from privacy.models import RetentionRule
from tests.events.conftest import answers_to, fresh, occasion, register, republish
from tests.factories import address_of, question, send, version_shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(settings, tmp_path):
    settings.KALLELSE_PAGE_CACHE = 32_000_000
    settings.KALLELSE_GENERATION = tmp_path / "generation"


@pytest.fixture
def live(committed_db, kept, seminar):
    """The seminar, two months ahead, with one place and no waiting list."""
    draft = seminar.get_latest_revision_as_object()
    draft.occasions = [occasion(first_day=timezone.localdate() + timedelta(days=60))]
    draft.capacity, draft.has_queue = 1, False
    draft.save_revision().publish()
    return fresh(seminar)


def words_of(client, page) -> str:
    return client.get(address_of(page)).content.decode()


class TestAPage:
    def test_the_second_time_nothing_is_asked_and_not_a_byte_differs(self, live, client, django_assert_num_queries):
        first = client.get(address_of(live))
        with django_assert_num_queries(0):
            second = client.get(address_of(live))
        assert second.content == first.content
        assert {**second.headers, "Age": "0"} == {**first.headers, "Age": "0"}
        assert b"<form" in second.content
        assert not second.cookies

    def test_a_browser_that_has_it_gets_no_bytes(self, live, client):
        first = client.get(address_of(live))
        again = client.get(address_of(live), headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_it_is_seen_at_once_when_it_is_published_anew(self, live, client):
        assert "Ny sal" not in words_of(client, live)
        republish(live, room="Ny sal")
        assert "Ny sal" in words_of(client, live)

    def test_it_is_gone_at_once_when_it_is_taken_down(self, live, client):
        assert client.get(address_of(live)).status_code == 200
        fresh(live).unpublish()
        assert client.get(address_of(live)).status_code == 404

    def test_the_last_place_and_a_place_that_becomes_free_are_seen_at_once(self, live, client):
        assert "Fullbokat" not in words_of(client, live)
        record = register(live, now=timezone.now())
        assert "Fullbokat" in words_of(client, live)
        own.perform(Act.CANCEL, record=Registration.objects.get(pk=record.pk).pk, now=timezone.now())
        assert "Fullbokat" not in words_of(client, live)

    def test_it_is_kept_no_longer_than_until_it_reads_differently(self, live, client, time_machine):
        client.get(address_of(live))
        day = fresh(live).terms().kept[0].earliest_day - timedelta(days=8)
        time_machine.move_to(timezone.make_aware(timezone.datetime(day.year, day.month, day.day, 23, 59, 57)))
        generation.begin()
        first = client.get(address_of(live))
        assert int(first["Cache-Control"].split("max-age=")[1].split(",")[0]) <= 3

    def test_a_post_is_never_answered_from_memory(self, live, client):
        version = version_shown(client, live)
        assert [send(client, live, {}, version=version).status_code for _time in range(2)] == [422, 422]

    def test_another_query_is_another_page(self, live, client):
        index = live.get_parent()
        everything, none = client.get(index.url), client.get(index.url, {"q": "finns inte"})
        assert everything.content != none.content
        assert client.get(index.url).content == everything.content


class TestWhoeverPosts:
    """The form in force is remembered for those who post, under the same terms as pages are kept."""

    @pytest.fixture(autouse=True)
    def for_many(self, live):
        draft = live.get_latest_revision_as_object()
        draft.capacity = None
        draft.save_revision().publish()

    def answers(self, page, number):
        return answers_to(page, email=f"person{number}@example.org", name=f"Person {number}")

    def test_the_form_is_not_read_anew_for_the_next_one(self, live, client):
        version = version_shown(client, live)
        asked = []
        for number in range(2):
            with CaptureQueriesContext(connection) as found:
                assert send(client, live, self.answers(live, number), version=version).status_code == 303
            asked.append([each["sql"] for each in found if "privacy_retentionrule" in each["sql"]])
        assert asked[0]
        assert not asked[1]

    def test_a_question_that_is_published_is_asked_of_the_next_one(self, live, client):
        version = version_shown(client, live)
        first, second = (self.answers(live, number) for number in range(2))
        assert send(client, live, first, version=version).status_code == 303
        draft = live.get_latest_revision_as_object()
        draft.form_fields.add(question("singleline", "Vad vill du fråga?", required=True))
        draft.save_revision().publish()
        refused = send(client, live, second, version=version)
        assert refused.status_code == 409
        assert "Vad vill du fråga?" in refused.content.decode()

    def test_a_form_that_has_been_remembered_closes_on_time(self, live, client, time_machine):
        version = version_shown(client, live)
        assert send(client, live, self.answers(live, 1), version=version).status_code == 303
        time_machine.move_to(fresh(live).admission(timezone.now()).closes_at)
        assert send(client, live, self.answers(live, 2), version=version).status_code == 410

    def test_a_rule_that_an_officer_writes_counts_for_the_next_one(self, live, client):
        version = version_shown(client, live)

        def rule_of(number):
            assert send(client, live, self.answers(live, number), version=version).status_code == 303
            return Submission.objects.latest("received_at").rule

        before = rule_of(1)
        assert rule_of(2) == before
        longer = RetentionRule.objects.create(
            activity=before.activity, selector="record", anchor=before.anchor, period="P90Y", action="delete"
        )
        assert rule_of(3) == longer

    def test_each_language_has_its_own(self, live, client, seminar_in_finnish):
        pages = [fresh(live), fresh(seminar_in_finnish)]
        for number, page in enumerate([*pages, *pages]):
            assert send(client, page, self.answers(live, number)).status_code == 303
        languages = [each.version.language for each in Submission.objects.order_by("received_at")]
        assert languages == ["sv", "fi", "sv", "fi"]


class TestOtherProcesses:
    def test_a_change_in_another_process_is_seen_at_the_next_request(self, live, client, settings):
        first = words_of(client, live)
        type(live).objects.filter(pk=live.pk).update(lead="Något annat")
        assert words_of(client, live) == first
        program = (
            "from django.conf import settings; from privacy import generation; "
            f"settings.configure(KALLELSE_GENERATION={str(settings.KALLELSE_GENERATION)!r}); generation.begin()"
        )
        subprocess.run([sys.executable, "-c", program], check=True, cwd=settings.ROOT)
        assert "Något annat" in words_of(client, live)


class TestWhatIsNotKept:
    @pytest.mark.parametrize(
        ("headers", "why"),
        [
            ({}, "it does not say that it may be"),
            ({"Cache-Control": "no-store"}, "it says no"),
            ({"Cache-Control": "private, max-age=60"}, "it is for one person"),
            ({"Cache-Control": "public, max-age=0"}, "its time is over"),
            ({"Cache-Control": "public, max-age=60", "Vary": "Accept-Encoding, Cookie"}, "it differs by cookie"),
        ],
    )
    def test_a_response(self, headers, why):
        assert may_be_kept(HttpResponse("x", headers={"Cache-Control": "public, max-age=60"}))
        assert not may_be_kept(HttpResponse("x", headers=headers)), why

    def test_one_with_a_cookie(self):
        response = HttpResponse("x", headers={"Cache-Control": "public, max-age=60"})
        response.set_cookie("who", "somebody")
        assert not may_be_kept(response)

    def test_the_desk_of_the_staff(self, kept):
        asked = []

        def answer(request):
            asked.append(request.path)
            return HttpResponse("x", headers={"Cache-Control": "public, max-age=60"})

        cache = PageCache(answer)
        for _time in range(2):
            cache(RequestFactory().get("/admin/"))
            cache(RequestFactory().get("/sv/"))
        assert asked == ["/admin/", "/sv/", "/admin/"]

    def test_what_was_not_used_for_longest_when_memory_is_full(self, kept, settings):
        settings.KALLELSE_PAGE_CACHE = 2500
        cache = PageCache(lambda request: HttpResponse("x" * 1000, headers={"Cache-Control": "public, max-age=60"}))
        for path in ("/a/", "/b/", "/a/", "/c/"):
            cache(RequestFactory().get(path))
        assert [path for _scheme, _host, path, _query in cache.kept] == ["/a/", "/c/"]
        assert cache.size == 2000
