"""The next edition of an event in two languages: its days, its words and its keys come along, and nobody with them."""
from datetime import UTC, date, datetime, time

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail_localize.models import Translation, TranslationSource

from events.editions.asked import to_be_told
from events.models import EventPage, Invitation, Occasion, Registration
from forms_app import corrections
from forms_app.models import FormVersion, Submission
from home import translations
from privacy.roles import Role
from tests.events.conftest import fresh, register
from tests.factories import an_officer, in_language, key_of, question

pytestmark = pytest.mark.django_db
OPEN = datetime(2027, 1, 11, 12, tzinfo=UTC)
SWEDISH = {
    "title": "Bokdagen 2027",
    "lead": "Välkommen lördag 27 februari 2027. Ida Lund berättar.",
    "preparation": "Läs boken.",
}
FINNISH = {
    "Bokdagen 2027": "Kirjapäivä 2027",
    SWEDISH["lead"]: "Tervetuloa lauantaina 27. helmikuuta 2027. Ida Lundin kirja.",
    "Läs boken.": "Lue kirja.",
    "Namn": "Nimi",
    "Berätta för mig nästa gång": "Kerro minulle ensi kerrasta",
}


@pytest.fixture
def book_day(seminar):
    """A day in February and a meeting on a Tuesday in April after summer time began, with a deadline; two have
    registered, and one of them asked to be told of the next.
    """
    draft = seminar.get_latest_revision_as_object()
    for name, value in {**SWEDISH, "slug": "bokdagen-2027"}.items():
        setattr(draft, name, value)
    # Midnight at the start of 1 November 2026 in Sweden, in winter time.
    draft.opens_at, draft.closes_on = datetime(2026, 10, 31, 23, tzinfo=UTC), date(2027, 2, 20)
    first = draft.occasions.all()[0]
    first.sort_order = 0
    draft.occasions.add(first)
    draft.occasions.add(
        Occasion(first_day=date(2027, 4, 13), start_time=time(13), end_time=time(15), documentation="<p>Bilder</p>",
                 status="cancelled", sort_order=1)
    )  # fmt: skip
    draft.form_fields.add(question("next_time", sort_order=9))
    draft.save_revision().publish()
    page = fresh(seminar)
    register(page, now=OPEN, next_time=True)
    register(page, now=OPEN, name="Bo Berg", email="bo@example.org", next_time=False)
    return page


@pytest.fixture
def in_two_languages(book_day, finnish):
    """The same with a translation that follows it."""
    in_language(book_day, "fi", FINNISH)
    return fresh(book_day)


@pytest.fixture
def editor(client):
    client.force_login(an_officer(Role.EDITOR))
    return client


def address(page, name="next_edition"):
    return reverse(f"events_desk:{name}", args=[page.pk])


def values(response):
    """What the form proposes."""
    form = BeautifulSoup(response.content, "html.parser").select("form")[-1]
    found = form.select("input[name]")
    return {each["name"]: each.get("value", "") for each in found if each["name"] != "csrfmiddlewaretoken"}


def propose(client, page, first):
    return client.post(address(page), {"first": first, "act": "show"})


def make(client, page, first="2028-02-26", **changes):
    """The next edition, as proposed but for ``changes``; the canonical page."""
    sent = {**values(propose(client, page, first)), **changes, "act": "make"}
    response = client.post(address(page), sent)
    assert response.status_code == 302, response.content.decode()[-3000:]
    return fresh(EventPage.objects.canonical().get(earlier_edition=page.translation_key))


def in_finnish(page):
    return EventPage.objects.get(translation_key=page.translation_key, locale__language_code="fi")


def days(page):
    return [each.first_day for each in page.occasions.all()]


class TestWhatIsAsked:
    def test_only_the_first_new_day_is_asked_and_a_year_later_on_the_same_weekday_is_proposed(self, editor, book_day):
        assert values(editor.get(address(book_day))) == {"first": "2028-02-26"}
        assert address(book_day) in editor.get(reverse("wagtailadmin_pages:edit", args=[book_day.pk])).content.decode()

    def test_the_other_days_are_proposed_with_their_weekday_and_nothing_is_made(self, editor, book_day):
        response = propose(editor, book_day, "2028-03-07")
        proposed = {name.rpartition("-")[2]: value for name, value in values(response).items() if "day-" in name}
        assert proposed["closes_on"] == "2028-02-26"  # a Saturday as before
        occasions = [value for name, value in values(response).items() if name.endswith("first_day")]
        assert occasions == ["2028-03-07", "2028-04-18"]  # a Tuesday as before
        assert proposed["opens_at"] == "2027-11-07"
        assert EventPage.objects.filter(earlier_edition__isnull=False).count() == 0

    def test_what_was_corrected_stays_until_another_first_day_is_given(self, editor, book_day):
        sent = values(propose(editor, book_day, "2028-02-26"))
        last = [name for name in sent if name.endswith("first_day")][1]
        again = values(editor.post(address(book_day), {**sent, last: "2028-05-02", "act": "look"}))
        assert again[last] == "2028-05-02"
        anew = values(editor.post(address(book_day), {**again, "first": "2028-09-02", "act": "show"}))
        assert anew[last] == "2028-10-17"

    def test_a_holiday_is_told_of(self, editor, book_day):
        sent = values(propose(editor, book_day, "2028-02-26"))
        last = [name for name in sent if name.endswith("first_day")][1]
        shown = editor.post(address(book_day), {**sent, last: "2028-06-06", "act": "look"}).content.decode()
        assert "nationaldag" in shown.lower()

    def test_what_cannot_be_is_refused_with_what_was_written(self, editor, book_day):
        sent = {**values(propose(editor, book_day, "2028-02-26")), "title-sv": "", "act": "make"}
        response = editor.post(address(book_day), sent)
        assert response.status_code == 200
        assert values(response)["slug"] == "bokdagen-2028"
        assert EventPage.objects.filter(earlier_edition__isnull=False).count() == 0


class TestWhatIsMade:
    def test_days_move_and_clocks_stay_over_summer_time_and_nobody_comes_along(self, editor, book_day):
        before = (Submission.objects.count(), FormVersion.objects.count())
        new = make(editor, book_day)
        assert days(new) == [date(2028, 2, 26), date(2028, 4, 11)]
        assert [each.weekday() for each in days(new)] == [each.weekday() for each in days(book_day)]
        assert (new.closes_on, new.opens_at) == (date(2028, 2, 19), datetime(2027, 10, 30, 22, tzinfo=UTC))
        assert (new.go_live_at, new.expire_at, new.cancelled_on, new.first_published_at) == (None, None, None, None)
        for each in new.occasions.all():
            assert (each.status, each.sequence, each.previous_day) == ("planned", 0, None)
            assert (each.join_link, each.documentation) == ("", "")
        assert before == (2, FormVersion.objects.count())
        assert new.get_submissions().count() == 0
        assert Registration.objects.of_event(new.translation_key).count() == 0
        assert Registration.objects.of_event(book_day.translation_key).count() == 2
        assert values(propose(editor, book_day, "2028-02-26"))["slug"] == "bokdagen-2028-1"

    def test_what_is_not_decided_is_left_undecided(self, editor, book_day):
        sent = values(propose(editor, book_day, "2028-02-26"))
        last = [name for name in sent if name.endswith("first_day")][1]
        closes = next(name for name in sent if name.endswith("closes_on"))
        new = make(editor, book_day, **{last: "", closes: ""})
        assert (days(new)[1], new.occasions.all()[1].precision, new.closes_on) == (None, "undecided", None)

    def test_in_both_languages_words_and_keys_come_along_and_the_translation_goes_on_following(
        self, editor, in_two_languages, django_capture_on_commit_callbacks
    ):
        old = in_two_languages
        new = make(editor, old)
        finnish = in_finnish(new)
        assert (new.title, finnish.title, new.slug) == ("Bokdagen 2028", "Kirjapäivä 2028", "bokdagen-2028")
        for page in (new, finnish):
            assert (page.live, page.get_latest_revision_as_object().title) == (False, page.title)
            assert page.source_locale.language_code == "sv"
        assert (finnish.preparation, days(finnish)[0]) == ("Lue kirja.", date(2028, 2, 26))
        assert fresh(old).live
        assert (new.get_parent(), new.translation_key == old.translation_key) == (old.get_parent(), False)

        rows = {row.clean_name: row.translation_key for row in new.form_fields.all()}
        assert list(rows) == [row.clean_name for row in old.form_fields.all()]
        assert rows == {row.clean_name: row.translation_key for row in finnish.form_fields.all()}
        assert {row.translation_key for row in old.form_fields.all()}.isdisjoint(rows.values())
        drafted = {row.translation_key for row in new.get_latest_revision_as_object().form_fields.all()}
        assert drafted == set(rows.values())

        translation = Translation.objects.get(
            source=TranslationSource.objects.get_for_instance(new), target_locale__language_code="fi"
        )
        assert translations.gaps_in(translation) == []
        with django_capture_on_commit_callbacks(execute=True):
            new.get_latest_revision().publish()
        followed = in_finnish(new).get_latest_revision_as_object()
        assert (followed.title, followed.preparation) == ("Kirjapäivä 2028", "Lue kirja.")
        assert {row.clean_name: row.label for row in followed.form_fields.all()}[key_of(new, "name")] == "Nimi"


class TestWhatIsLeft:
    def test_texts_that_name_the_old_day_year_or_people_are_listed_in_both_languages(self, editor, in_two_languages):
        new = make(editor, in_two_languages)
        shown = editor.get(address(new, "edition_left")).content.decode()
        for said in ("27 februari 2027", "27. helmikuuta 2027", "Ida Lund", "Ida Lundin"):
            assert f">{said}</span>" in shown, said
        assert f"{reverse('wagtailadmin_pages:edit', args=[new.pk])}#id_lead" in shown
        assert "lördag</span>" not in shown  # it is on a Saturday again
        edited = editor.get(reverse("wagtailadmin_pages:edit", args=[new.pk])).content.decode()
        assert f'href="{address(new, "edition_left")}"' in edited
        assert f'href="{address(new)}"' not in edited

    def test_how_many_asked_to_be_told_is_told_to_those_who_look_after_them_alone(self, editor, book_day, client):
        new = make(editor, book_day)
        [asked] = to_be_told(book_day)
        assert "maja@example.org" in asked.answers.values()
        sentence = "1 person som anmälde sig förra gången"
        assert sentence not in editor.get(address(new, "edition_left")).content.decode()
        officer = an_officer(Role.CASE_OFFICER)
        officer.groups.add(an_officer(Role.EDITOR).groups.get())
        client.force_login(officer)
        assert sentence in client.get(address(new, "edition_left")).content.decode()
        response = client.post(address(new, "edition_left"))
        assert response["Location"] == reverse("events_desk:invitations", args=[new.pk])
        invitation = Invitation.objects.get()
        assert (invitation.email, invitation.name, invitation.page_id) == ("maja@example.org", "Maja Ström", new.pk)
        assert invitation.source == "Du bad oss berätta om nästa gång när du anmälde dig till ”Bokdagen 2027”."
        assert invitation.sent_at is None
        client.post(address(new, "edition_left"))
        assert Invitation.objects.count() == 1
        client.force_login(an_officer(Role.EDITOR))
        assert client.post(address(new, "edition_left")).status_code == 403
        corrections.correct(
            record=asked.pk, key=key_of(book_day, "next_time"), value="", by=None, why="asked", now=OPEN
        )
        assert to_be_told(book_day) == []


class TestWhoMay:
    def test_whoever_may_not_add_pages_there_is_refused(self, client, book_day):
        client.force_login(an_officer(Role.TRANSLATOR))
        for method in (client.get, client.post):
            assert method(address(book_day)).status_code == 403
        assert EventPage.objects.filter(earlier_edition__isnull=False).count() == 0

    def test_a_language_in_which_she_may_not_add_pages_is_left_out_and_told(self, client, in_two_languages):
        somebody, there = an_officer(Role.EDITOR, "svensk"), in_two_languages.get_parent()
        GroupPagePermission.objects.filter(group__in=somebody.groups.all()).delete()
        for codename in ("add_page", "change_page"):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=somebody.groups.get(), page=there, permission=permission)
        client.force_login(somebody)
        shown = propose(client, in_two_languages, "2028-02-26")
        assert "title-fi" not in values(shown)
        assert "finska" in shown.content.decode()
        assert make(client, in_two_languages).get_translations().count() == 0
