"""Submissions are public records: no way of deleting a page takes them along."""
import pytest
from django.db.models import ProtectedError
from wagtail.models import Page

from forms_app.models import FormPage, FormVersion, Submission
from home.deletion import DeletionRefused
from tests.factories import a_body, a_form_page, answers_to, in_language, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(client) -> FormPage:
    page = a_form_page(parent=a_body())
    assert send(client, page, answers_to(page)).status_code == 303
    return page


def kept(page: FormPage) -> bool:
    return (
        FormPage.objects.filter(pk=page.pk).exists()
        and Submission.objects.filter(page=page.pk).count() == 1
        and FormVersion.objects.filter(page=page.pk).exists()
    )


def test_a_page_with_submissions_is_not_deleted(answered):
    with pytest.raises(DeletionRefused) as refused:
        answered.delete()
    assert "1" in str(refused.value.reasons[0])
    assert kept(answered)


def test_nor_through_the_plain_page(answered):
    with pytest.raises((DeletionRefused, ProtectedError)):
        Page.objects.get(pk=answered.pk).delete()
    assert kept(answered)


def test_nor_with_its_parent(answered):
    with pytest.raises(DeletionRefused):
        answered.get_parent().specific.delete()
    assert kept(answered)


def test_nor_its_translation_in_which_nobody_answered(answered):
    finnish = in_language(answered, "fi", {})
    with pytest.raises(DeletionRefused):
        finnish.delete()
    assert FormPage.objects.filter(pk=finnish.pk).exists()
    assert kept(answered)


def test_nor_in_bulk(answered):
    with pytest.raises(ProtectedError):
        FormPage.objects.filter(pk=answered.pk).delete()
    with pytest.raises(ProtectedError):
        Page.objects.filter(pk=answered.pk).delete()
    assert kept(answered)


def test_nor_with_its_locale(client, answered):
    finnish = in_language(answered, "fi", {})
    send(client, finnish, answers_to(answered, name="Heli"))
    with pytest.raises((DeletionRefused, ProtectedError)):
        finnish.locale.delete()
    assert Submission.objects.count() == 2
    assert FormPage.objects.filter(pk=finnish.pk).exists()


def test_a_page_that_nobody_answered_is_deleted():
    page = a_form_page()
    page.delete()
    assert not FormPage.objects.filter(pk=page.pk).exists()
    assert not FormVersion.objects.exists()
