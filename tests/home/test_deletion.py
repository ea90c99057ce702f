"""What other languages rest on is not deleted, by any way; the answer explains what to do first."""
import pytest
from django.urls import reverse
from wagtail.models import Page

from home.deletion import DeletionRefused
from home.models import StandardPage
from tests.home.conftest import publish


def exists(page):
    return Page.objects.filter(pk=page.pk).exists()


def test_an_original_is_not_deleted_while_it_has_translations(live_page, finnish_page):
    with pytest.raises(DeletionRefused) as refused:
        live_page.delete()

    assert refused.value.reasons == [
        "“Om oss” is the original of its pages in these languages: Finnish. Delete those first."
    ]
    assert exists(live_page) and exists(finnish_page)


def test_an_original_is_deleted_once_its_translations_are_gone(live_page, finnish_page):
    finnish_page.delete()
    live_page.refresh_from_db()
    live_page.delete()

    assert not exists(live_page) and not exists(finnish_page)


def test_the_admin_explains_why_an_original_is_not_deleted(as_editor, live_page, finnish_page):
    answer = as_editor.post(reverse("wagtailadmin_pages:delete", args=[live_page.pk]))

    assert answer.status_code == 409
    assert "is the original of its pages in these languages: Finnish" in answer.content.decode()
    assert exists(live_page)


def test_a_page_above_an_original_is_not_deleted_either(as_editor, body, live_page, finnish_page):
    answer = as_editor.post(reverse("wagtailadmin_pages:delete", args=[body.pk]))

    assert answer.status_code == 409
    assert "“Om oss”" in answer.content.decode()
    assert exists(body) and exists(live_page)


def test_originals_are_not_deleted_in_bulk(as_editor, body, live_page, finnish_page):
    other = body.add_child(instance=StandardPage(title="Annan"))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    answer = as_editor.post(f"{address}?id={other.pk}&id={live_page.pk}")

    assert answer.status_code == 409
    assert exists(live_page) and exists(other)


def test_a_page_with_its_translations_below_the_same_page_goes_with_it(start, locales, section):
    parent = start.add_child(instance=StandardPage(title="Båda", slug="bada"))
    original = publish(parent.add_child(instance=StandardPage(title="Ett", slug="ett")))
    parent.add_child(
        instance=StandardPage(title="Yksi", slug="yksi", locale=locales.fi, translation_key=original.translation_key)
    )
    parent.refresh_from_db()

    parent.delete()

    assert not exists(original)


def test_a_page_without_translations_is_deleted_in_the_admin(as_editor, live_page):
    as_editor.post(reverse("wagtailadmin_pages:delete", args=[live_page.pk]))

    assert not exists(live_page)


def test_a_language_with_pages_is_not_deleted(as_editor, finnish_page, locales, editor):
    editor.is_superuser = True
    editor.save()

    answer = as_editor.post(reverse("wagtaillocales:delete", args=[locales.fi.pk]))

    assert "cannot be deleted" in answer.content.decode()
    assert exists(finnish_page)


def test_unpublishing_an_original_in_the_admin_unpublishes_its_translations(as_editor, live_page, finnish_page):
    as_editor.post(reverse("wagtailadmin_pages:unpublish", args=[live_page.pk]))

    assert not Page.objects.get(pk=live_page.pk).live
    assert not Page.objects.get(pk=finnish_page.pk).live


def test_unpublishing_a_translation_leaves_the_original_live(as_editor, live_page, finnish_page):
    as_editor.post(reverse("wagtailadmin_pages:unpublish", args=[finnish_page.pk]))

    assert Page.objects.get(pk=live_page.pk).live
    assert not Page.objects.get(pk=finnish_page.pk).live


def test_moving_an_original_in_the_admin_moves_its_translations(
    as_editor, start, finnish_start, live_page, finnish_page
):
    as_editor.post(reverse("wagtailadmin_pages:move_confirm", args=[live_page.pk, start.pk]))

    assert Page.objects.get(pk=live_page.pk).get_parent() == start.page_ptr
    assert Page.objects.get(pk=finnish_page.pk).get_parent() == finnish_start.page_ptr
