"""What a person's name stands in outside her records is found, and taken out as the column is declared."""

import json

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from wagtail.admin.models import FormState
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry, Revision
from wagtail.search.models import IndexEntry
from wagtail_localize.models import String, StringSegment, StringTranslation, TranslationSource

from home.models import ContactPerson, StandardPage
from privacy import traces
from privacy.models import Outcome
from tests.factories import a_body, a_locale, in_language

NAME, MAILBOX = "Åsa Öhrn-Lind", "asa.ohrn@example.org"
NOW = timezone.now()


@pytest.fixture
def about_us(db):
    """A live page whose live text names nobody, with an older version that did."""
    about_us = a_body().add_child(instance=StandardPage(title="Om oss", lead=f"Fråga {NAME}.", slug="om-oss"))
    about_us.save_revision().publish()
    about_us.lead = "Fråga oss."
    about_us.save_revision().publish()
    return StandardPage.objects.get(pk=about_us.pk)


@pytest.fixture
def colleague(db):
    return get_user_model().objects.create_user("redaktor", "redaktor@region.example", "x")


def found(*texts):
    return {(trace.model, trace.column): trace for trace in traces.search(texts or [NAME, MAILBOX])}


def erase(trace):
    return traces.erase(trace, [NAME, MAILBOX], now=NOW)


def test_an_old_version_goes_and_the_live_one_loses_the_words(about_us):
    live = Revision.objects.get(pk=about_us.live_revision_id)
    Revision.objects.filter(pk=live.pk).update(content={**live.content, "lead": f"Ring {NAME} i dag."})
    versions = [trace for trace in traces.search(NAME) if trace.model == "wagtailcore.revision"]
    assert len(versions) == 2
    assert {erase(trace) for trace in versions} == {Outcome.ERASED, Outcome.BLANKED}
    live.refresh_from_db()
    assert live.content["lead"] == "Ring […] i dag."
    assert live.as_object().title == "Om oss"
    assert traces.search(NAME) == []


def test_a_trace_says_what_and_where_it_is_and_not_the_words(about_us):
    trace = found(NAME)["wagtailcore.revision", "content"]
    assert str(trace.what) == "A version of a page or a snippet"
    assert trace.where == f"/admin/pages/{about_us.pk}/history/"
    assert "Fråga […]" in trace.excerpt
    assert NAME not in trace.excerpt


def test_the_log_stays_readable_without_the_words(about_us, colleague):
    log(
        about_us,
        "wagtail.edit",
        user=colleague,
        title=f"Möte med {NAME}",
        data={"comment": {"text": f"Ring {MAILBOX}"}},
    )
    log(colleague, "wagtail.edit", title=MAILBOX)
    hits = found()
    assert erase(hits["wagtailcore.pagelogentry", "label"]) == Outcome.BLANKED
    assert erase(hits["wagtailcore.modellogentry", "label"]) == Outcome.BLANKED
    assert PageLogEntry.objects.get(label__startswith="Möte").label == "Möte med […]"
    assert PageLogEntry.objects.get(label__startswith="Möte").data["comment"] == {"text": "Ring […]"}
    assert ModelLogEntry.objects.get(label="[…]").action == "wagtail.edit"


def test_comments_and_replies_go(about_us, colleague):
    comment = Comment.objects.create(page=about_us.page_ptr, user=colleague, text=f"Fråga {NAME}", contentpath="lead")
    kept = Comment.objects.create(page=about_us.page_ptr, user=colleague, text="Bra!", contentpath="lead")
    CommentReply.objects.create(comment=kept, user=colleague, text=f"Säger {NAME}")
    hits = found(NAME)
    assert erase(hits["wagtailcore.comment", "text"]) == Outcome.ERASED
    assert erase(hits["wagtailcore.commentreply", "text"]) == Outcome.ERASED
    assert list(Comment.objects.all()) == [kept]
    assert not Comment.objects.filter(pk=comment.pk).exists()
    assert not CommentReply.objects.exists()


def test_a_translation_goes_on_working_without_the_words(about_us):
    about_us.lead = f"Fråga {NAME}."
    about_us.save_revision().publish()
    target = in_language(about_us, "fi", {"Om oss": "Tietoa", f"Fråga {NAME}.": f"Kysy: {NAME}."})
    hits = traces.search(NAME)
    assert {trace.model for trace in hits} >= {
        "wagtail_localize.string", "wagtail_localize.stringtranslation", "wagtail_localize.translationsource",
    }  # fmt: skip
    for trace in hits:
        if trace.model.startswith("wagtail_localize."):
            assert erase(trace) == Outcome.BLANKED, trace
    source = TranslationSource.objects.get(object_id=about_us.translation_key, locale=about_us.locale)
    source.create_or_update_translation(a_locale("fi"), publish=False)
    again = Page.objects.get(pk=target.pk).get_latest_revision_as_object()
    assert again.lead == "Kysy: […]."
    assert again.title == "Tietoa"


def test_sentences_that_no_page_uses_any_more_go_with_their_translations(about_us):
    in_language(about_us, "fi", {})
    string = String.objects.create(locale=about_us.locale, data=f"Hej {NAME}", data_hash=String._get_data_hash("x"))
    StringTranslation.objects.create(
        translation_of=string, locale=a_locale("fi"), context=StringSegment.objects.first().context, data=f"Hei {NAME}"
    )
    hits = found(NAME)
    assert erase(hits["wagtail_localize.string", "data"]) == Outcome.ERASED
    assert not StringTranslation.objects.filter(data__contains=NAME).exists()
    assert erase(hits["wagtail_localize.stringtranslation", "data"]) == Outcome.NOTHING


def test_sessions_and_unsaved_forms_go(about_us, colleague):
    store = SessionStore()
    store["messages"] = f"Sparade {NAME}"
    store.save()
    FormState.objects.create(
        user=colleague, content_type=ContentType.objects.get_for_model(about_us), object_id=str(about_us.pk),
        parent_object_id="", data="lead=%C3%85sa+%C3%96hrn-Lind", last_updated_at=NOW,
    )  # fmt: skip
    hits = found(NAME)
    assert store.session_key not in repr(hits)
    assert erase(hits["sessions.session", "session_data"]) == Outcome.ERASED
    assert erase(hits["wagtailadmin.formstate", "data"]) == Outcome.ERASED
    assert not Session.objects.exists()
    assert not FormState.objects.exists()


def test_what_is_published_is_an_editors_to_rewrite(about_us):
    person = ContactPerson.objects.create(name=NAME, role="Producent", email=MAILBOX, locale=about_us.locale)
    Page.objects.filter(pk=about_us.pk).update(title=NAME)
    hits = found()
    assert erase(hits["home.contactperson", "name"]) == Outcome.BY_EDITOR
    assert hits["home.contactperson", "email"].where.endswith(f"/{person.pk}/")
    assert erase(hits["wagtailcore.page", "title"]) == Outcome.BY_EDITOR
    assert ContactPerson.objects.get().name == NAME


@pytest.mark.indexed
def test_a_stale_index_is_written_anew(about_us):
    IndexEntry.objects.filter(object_id=str(about_us.pk)).update(body_text=f"fråga {NAME}")
    hits = found(NAME)
    del hits["wagtailcore.revision", "content"]
    assert erase(hits["wagtailsearch.indexentry", "body_text"]) == Outcome.ERASED
    assert "Om oss" in IndexEntry.objects.get(object_id=str(about_us.pk)).title_text
    assert ("wagtailsearch.indexentry", "body_text") not in found(NAME)


def test_followers_of_a_destroyed_record_go_by_its_number(about_us, colleague):
    number = about_us.translation_key
    kept = ModelLogEntry.objects.create(
        content_type=ContentType.objects.get_for_model(about_us),
        object_id="12",
        label="Kvar",
        action="wagtail.edit",
        timestamp=NOW,
    )
    for object_id in (str(number), number.hex):
        ModelLogEntry.objects.create(
            content_type=kept.content_type, object_id=object_id, label="Borta", action="wagtail.edit", timestamp=NOW
        )
    assert traces.forget_record("forms_app.submissions", [number]) == 2
    assert list(ModelLogEntry.objects.filter(label__in=["Kvar", "Borta"])) == [kept]
    assert traces.forget_record("forms_app.submissions", []) == 0


def test_json_stays_json_when_words_are_taken_out(about_us):
    in_language(about_us, "fi", {})
    source = TranslationSource.objects.get(object_id=about_us.translation_key)
    TranslationSource.objects.filter(pk=source.pk).update(
        content_json=json.dumps({"lead": f"Hej\n{NAME}", "body": json.dumps([NAME])})
    )
    assert erase(found(NAME)["wagtail_localize.translationsource", "content_json"]) == Outcome.BLANKED
    source.refresh_from_db()
    content = json.loads(source.content_json)
    assert content["lead"] == "Hej\n[…]"
    assert json.loads(content["body"]) == ["[…]"]
