"""Nothing goes live that may not, on any way of publishing."""
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from home.models import StandardPage
from home.publishing import PublishingRefused
from privacy.models import SectionDefaults
from tests.home.conftest import publish, say, staff, translate, translation_of


@pytest.fixture
def without_section(section):
    SectionDefaults.objects.all().delete()


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def test_a_page_in_a_section_goes_live(page):
    publish(page)

    assert is_live(page)


def test_a_page_without_a_section_does_not_go_live(page, without_section):
    with pytest.raises(PublishingRefused) as refused:
        page.save_revision().publish()

    assert "No data protection settings" in str(refused.value.reasons[0])
    assert not is_live(page)


def test_a_way_of_publishing_that_never_asks_the_page_is_refused_too(page, without_section):
    with pytest.raises(PublishingRefused):
        PublishPageRevisionAction(page.save_revision()).execute()

    assert not is_live(page)


def test_a_page_scheduled_without_a_section_does_not_go_live_at_its_time(page, section):
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision().publish()
    page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    section.delete()

    with pytest.raises(PublishingRefused):
        call_command("publish_scheduled")

    assert not is_live(page)


def test_a_page_cannot_be_scheduled_without_a_section(page, without_section):
    page.go_live_at = timezone.now() + timedelta(days=1)

    with pytest.raises(PublishingRefused):
        page.save_revision().publish()

    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()


def form_of(page, **values):
    return {
        "title": page.title,
        "slug": page.slug or "om-oss",
        "lead": page.lead,
        "simple_text": "",
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "1000",
        **values,
    }


def test_the_edit_form_publishes_a_page_in_a_section(as_editor, page):
    answer = as_editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **{"action-publish": "1"})
    )

    assert answer.status_code == 302
    assert is_live(page)


def test_the_edit_form_says_why_a_page_cannot_be_published(as_editor, page, without_section):
    answer = as_editor.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **{"action-publish": "1"})
    )

    assert answer.status_code == 200
    assert "No data protection settings" in answer.content.decode()
    assert not is_live(page)


def test_the_edit_form_stores_a_draft_without_a_section(as_editor, page, without_section):
    as_editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, lead="Ett utkast"))

    assert StandardPage.objects.get(pk=page.pk).lead == "Ett utkast"


def test_a_new_page_is_refused_by_the_form_before_it_is_stored(as_editor, body, without_section):
    answer = as_editor.post(
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", body.pk]),
        form_of(StandardPage(title="Ny sida"), slug="ny-sida", **{"action-publish": "1"}),
    )

    assert "No data protection settings" in answer.content.decode()
    assert not StandardPage.objects.filter(slug="ny-sida").exists()


def test_a_new_page_in_a_section_is_published_by_the_form(as_editor, body):
    as_editor.post(
        reverse("wagtailadmin_pages:add", args=["home", "standardpage", body.pk]),
        form_of(StandardPage(title="Ny sida"), slug="ny-sida", **{"action-publish": "1"}),
    )

    assert StandardPage.objects.get(slug="ny-sida").live


def test_publishing_many_at_once_is_answered_with_a_page_and_publishes_none(as_editor, page, body, section):
    other = body.add_child(instance=StandardPage(title="Annan", live=False))
    section.delete()

    answer = as_editor.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}&id={other.pk}",
        {"include_descendants": ""},
    )

    assert answer.status_code == 409
    assert "No data protection settings" in answer.content.decode()
    assert not is_live(page) and not is_live(other)


def test_publishing_many_at_once_publishes_what_may_go_live(as_editor, page, section):
    as_editor.post(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={page.pk}",
        {"include_descendants": ""},
    )

    assert is_live(page)


def test_publishing_by_the_admins_own_interface_is_refused(as_editor, page, without_section):
    answer = as_editor.post(f"/admin/api/main/pages/{page.pk}/action/publish/")

    assert answer.status_code == 409
    assert not is_live(page)


def test_a_copy_is_not_published_with_its_original(as_editor, live_page, body):
    answer = as_editor.post(
        reverse("wagtailadmin_pages:copy", args=[live_page.pk]),
        {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": body.pk, "publish_copies": "on"},
    )

    assert answer.status_code == 409
    assert not StandardPage.objects.filter(slug="kopia").exists()


def test_a_copy_becomes_a_draft(as_editor, live_page, body):
    as_editor.post(
        reverse("wagtailadmin_pages:copy", args=[live_page.pk]),
        {"new_title": "Kopia", "new_slug": "kopia", "new_parent_page": body.pk},
    )

    assert not StandardPage.objects.get(slug="kopia").live


def test_an_alias_is_not_made(as_editor, live_page, body):
    answer = as_editor.post(
        reverse("wagtailadmin_pages:copy", args=[live_page.pk]),
        {"new_title": "Alias", "new_slug": "alias", "new_parent_page": body.pk, "alias": "on"},
    )

    assert answer.status_code == 409
    assert not StandardPage.objects.filter(slug="alias").exists()


def test_a_translation_with_gaps_does_not_go_live(live_page, finnish_body, locales):
    target = translate(live_page, locales.fi, {"Om oss": "Tietoa meistä"})

    with pytest.raises(PublishingRefused) as refused:
        target.save_revision().publish()

    assert refused.value.reasons == ["1 text is not translated into Finnish yet."]
    assert not is_live(target)


def test_a_translation_by_a_machine_does_not_go_live_until_somebody_has_read_it(live_page, finnish_body, locales):
    target = translate(live_page, locales.fi, {"Om oss": "Tietoa meistä", "Vi ordnar seminarier.": "Seminaareja"})
    StringTranslation.objects.filter(data="Seminaareja").update(translation_type="machine")

    with pytest.raises(PublishingRefused) as refused:
        publish(target)

    assert "translated by a machine" in refused.value.reasons[0]


def test_a_translation_longer_than_its_column_is_refused_with_the_field_and_the_limit(live_page, finnish_body, locales):
    target = translate(live_page, locales.fi, {"Om oss": "Tietoa meistä", "Vi ordnar seminarier.": "x" * 700})

    with pytest.raises(PublishingRefused) as refused:
        publish(target)

    assert refused.value.reasons == ["The translation of “lead” is too long: 700 characters, at most 600."]


def test_a_complete_translation_goes_live(finnish_page):
    assert is_live(finnish_page)
    assert finnish_page.lead == "Järjestämme seminaareja."


def test_a_live_translation_is_not_overwritten_with_the_originals_words(live_page, finnish_page, locales):
    live_page.lead = "Vi ordnar kurser."
    publish(live_page)

    with pytest.raises(PublishingRefused):
        translation_of(live_page, locales.fi).save_target(publish=True)

    assert StandardPage.objects.get(pk=finnish_page.pk).lead == "Järjestämme seminaareja."


def test_a_live_translation_follows_the_original_once_every_text_is_translated(live_page, finnish_page, locales):
    live_page.lead = "Vi ordnar kurser."
    publish(live_page)
    assert StandardPage.objects.get(pk=finnish_page.pk).lead == "Järjestämme seminaareja."

    say(live_page, locales.fi, {"Vi ordnar kurser.": "Järjestämme kursseja."})
    publish(StandardPage.objects.get(pk=live_page.pk))

    assert StandardPage.objects.get(pk=finnish_page.pk).lead == "Järjestämme kursseja."


def test_publishing_the_original_leaves_a_draft_of_a_translation_a_draft(live_page, finnish_body, locales):
    target = translate(live_page, locales.fi, {"Om oss": "Tietoa meistä", "Vi ordnar seminarier.": "Seminaareja"})

    publish(StandardPage.objects.get(pk=live_page.pk))

    assert not is_live(target)


def test_someone_without_the_right_to_publish_below_a_body_cannot_publish_there(client, page, body, start):
    elsewhere = start.add_child(instance=StandardPage(title="Annat"))
    client.force_login(staff("elsewhere", "change", "publish", on=elsewhere))

    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page, **{"action-publish": "1"}))

    assert answer.status_code in {302, 403}
    assert not is_live(page)


@pytest.fixture
def place_without_section(section):
    """A start page under which nothing holds."""
    return Page.objects.get(depth=1).add_child(instance=StandardPage(title="Utan avsnitt", slug="utan"))


def test_a_live_page_is_not_moved_to_where_no_section_holds(as_editor, live_page, place_without_section, body):
    answer = as_editor.post(
        reverse("wagtailadmin_pages:move_confirm", args=[live_page.pk, place_without_section.pk])
    )

    assert answer.status_code == 409
    assert Page.objects.get(pk=live_page.pk).get_parent().pk == body.pk


def test_live_pages_are_not_moved_in_bulk_to_where_no_section_holds(as_editor, live_page, place_without_section, body):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])

    answer = as_editor.post(f"{address}?id={live_page.pk}", {"chooser": place_without_section.pk})

    assert answer.status_code == 409
    assert Page.objects.get(pk=live_page.pk).get_parent().pk == body.pk


def test_a_live_page_is_moved_within_the_section(as_editor, live_page, start):
    as_editor.post(reverse("wagtailadmin_pages:move_confirm", args=[live_page.pk, start.pk]))

    assert Page.objects.get(pk=live_page.pk).get_parent().pk == start.pk


@pytest.mark.parametrize("action", ["copy", "create_alias", "copy_for_translation", "delete"])
def test_the_admins_own_interface_copies_and_deletes_nothing(as_editor, live_page, finnish_body, action):
    before = set(Page.objects.values_list("pk", flat=True))

    answer = as_editor.post(f"/admin/api/main/pages/{live_page.pk}/action/{action}/", {"locale": "fi", "alias": "true"})

    assert answer.status_code == 404
    assert set(Page.objects.values_list("pk", flat=True)) == before
