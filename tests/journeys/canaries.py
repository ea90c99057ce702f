"""Strings that exist nowhere else, put by the real writers wherever the site stores what people write.

``PLACES`` is the list that grows: whoever adds a column that may hold a person's words adds a line, and a
step of one of the writers below that puts the line's canary there.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.images.models import Image
from wagtail.models import Locale
from wagtail_localize.models import Translation

from forms_app import corrections
from forms_app.models import FormPage, Submission
from home.models import ContactPerson, StandardPage
from tests.factories import answers_to, key_of, send
from tests.journeys.editor import Editor, rich_text
from tests.journeys.translator import put_words


@dataclass(frozen=True)
class Place:
    """Where one canary stands. ``sealed``: only opened, and by the bytes of its ciphertext."""

    canary: str
    table: str
    column: str
    sealed: bool = False


ANSWERS = ("forms_app_submission", "answers")
CORRECTED = ("forms_app_submission", "corrected")
CHANGE = "forms_app_submissionchange"
REQUEST = "privacy_rightsrequest"

#: Of the registration: typed into the form, or into the officers' correction of it.
OF_RECORD = {
    "name": Place("kanarie01x", *ANSWERS),
    "title": Place("kanarie02x", *ANSWERS),
    "organisation": Place("kanarie03x", *ANSWERS),
    "email": Place("kanarie04x", *ANSWERS),
    "telephone": Place("+46401735194", *ANSWERS),
    "diet": Place("kanarie06x", *ANSWERS, sealed=True),
    "access_other": Place("kanarie07x", *ANSWERS, sealed=True),
    "invoice": Place("kanarie08x", *ANSWERS),
    "singleline": Place("kanarie09x", *ANSWERS),
    "multiline": Place("kanarie10x", *ANSWERS),
    "number": Place("735194826", *ANSWERS),
    "date": Place("1931-05-17", *ANSWERS),
    "corrected title": Place("kanarie13x", *CORRECTED),
    "correction, new": Place("kanarie13x", CHANGE, "new"),
    "correction, old": Place("kanarie02x", CHANGE, "old"),
    "correction, note": Place("kanarie14x", CHANGE, "note"),
    "corrected diet": Place("kanarie15x", *CORRECTED, sealed=True),
    "corrected diet, change": Place("kanarie15x", CHANGE, "new", sealed=True),
}

PARTICIPANT = ("forms_app_submittedperson", "answers")

#: Of a registration of others: of one participant, of what is answered later, and of what a colleague wrote down.
OF_GROUP = {
    "participant's name": Place("kanarie61x", *PARTICIPANT),
    "participant's mailbox": Place("kanarie62x", *PARTICIPANT),
    "participant's text": Place("kanarie63x", *PARTICIPANT),
    "participant's diet": Place("kanarie64x", *PARTICIPANT, sealed=True),
    "participant's, later": Place("kanarie66x", *PARTICIPANT),
    "participant's access, later": Place("kanarie69x", *PARTICIPANT, sealed=True),
    "note": Place("kanarie68x", "forms_app_submissionnote", "text"),
}

#: Of what is answered later, by a link in a mail.
OF_LATER = {
    "answered later": Place("kanarie65x", *ANSWERS),
    "access, later": Place("kanarie67x", *ANSWERS, sealed=True),
}

#: Of a person of whom staff have written: her addresses, one for each place. Those of ``LIVE`` are still
#: published when the case is carried out, and an editor takes them away.
OF_TEXTS = {
    "old version": Place("kanarie21x", "wagtailcore_revision", "content"),
    "old version's title": Place("kanarie22x", "wagtailcore_revision", "object_str"),
    "page log, label": Place("kanarie22x", "wagtailcore_pagelogentry", "label"),
    "page log, details": Place("kanarie23x", "wagtailcore_pagelogentry", "data"),
    "comment": Place("kanarie23x", "wagtailcore_comment", "text"),
    "reply": Place("kanarie24x", "wagtailcore_commentreply", "text"),
    "sentence": Place("kanarie25x", "wagtail_localize_string", "data"),
    "translated sentence": Place("kanarie27x", "wagtail_localize_stringtranslation", "data"),
    "translated page, old": Place("kanarie27x", "wagtailcore_revision", "content"),
    "place of a link": Place("kanarie28x", "wagtail_localize_translationcontext", "path"),
    "replaced link": Place("kanarie29x", "wagtail_localize_segmentoverride", "data_json"),
    "unsaved form": Place("kanarie30x", "wagtailadmin_formstate", "data"),
    "session": Place("kanarie31x", "django_session", "session_data"),
    "log of a deleted account": Place("kanarie33x", "wagtailcore_modellogentry", "label"),
    "snippet's version": Place("kanarie32x", "wagtailcore_revision", "content"),
}
LIVE = {
    "page's title": Place("kanarie41x", "wagtailcore_page", "title"),
    "draft title": Place("kanarie41x", "wagtailcore_page", "draft_title"),
    "lead": Place("kanarie42x", "home_standardpage", "lead"),
    "body": Place("kanarie43x", "home_standardpage", "body"),
    "words for search engines": Place("kanarie44x", "wagtailcore_page", "search_description"),
    "search index, title": Place("kanarie41x", "wagtailsearch_indexentry", "title"),
    "search index, plain title": Place("kanarie41x", "wagtailsearch_indexentry", "title_text"),
    "search index, prefixes": Place("kanarie41x", "wagtailsearch_indexentry", "autocomplete"),
    "search index, body": Place("kanarie42x", "wagtailsearch_indexentry", "body"),
    "search index, plain body": Place("kanarie42x", "wagtailsearch_indexentry", "body_text"),
    "source of translation, title": Place("kanarie41x", "wagtail_localize_translationsource", "object_repr"),
    "source of translation": Place("kanarie42x", "wagtail_localize_translationsource", "content_json"),
    "sentence in use": Place("kanarie42x", "wagtail_localize_string", "data"),
    "link that may be replaced": Place("kanarie43x", "wagtail_localize_overridablesegment", "data_json"),
    "links of a sentence": Place("kanarie43x", "wagtail_localize_stringsegment", "attrs"),
    "place of the link": Place("kanarie43x", "wagtail_localize_translationcontext", "path"),
    "contact": Place("kanarie45x", "home_contactperson", "name"),
    "picture's title": Place("kanarie47x", "wagtailimages_image", "title"),
    "log of a picture": Place("kanarie47x", "wagtailcore_modellogentry", "label"),
    "name of a file": Place("kanarie48x", "wagtailimages_image", "file"),
    "contact's mailbox": Place("kanarie46x", "home_contactperson", "email"),
}

#: Of the case itself, which is disposed of when its own time is over.
OF_CASE = {
    "her name": Place("kanarie51x", REQUEST, "name"),
    "what she writes": Place("kanarie52x", REQUEST, "text"),
    "postal address": Place("kanarie53x", REQUEST, "postal_address"),
    "how she was known": Place("kanarie54x", REQUEST, "identity_note"),
    "opinion": Place("kanarie55x", REQUEST, "opinion"),
    "reason for more time": Place("kanarie56x", REQUEST, "extension_reason"),
    "mailbox": Place("kanarie57x", "privacy_requestaddress", "value"),
    "another source": Place("kanarie58x", "privacy_sourceanswer", "note"),
    "letter": Place("kanarie51x", "privacy_decisionletter", "html"),
}


def mailbox(place: Place) -> str:
    """An address that is a canary."""
    return f"{place.canary}@example.org"


def send_registration(page: FormPage) -> Submission:
    """Fill in the form over HTTP, every question with its canary."""
    given = {kind: place.canary for kind, place in OF_RECORD.items() if " " not in kind}
    given["email"] = mailbox(OF_RECORD["email"])
    answer = send(Client(), page, answers_to(page, **given))
    assert answer.status_code == 303, answer.content.decode()[:3000]
    return Submission.objects.get()


def correct(record: Submission, officer: Any, now: datetime) -> None:
    """Correct an ordinary and a sealed answer."""
    page = FormPage.objects.get(pk=record.page_id)
    for kind, name, note in (
        ("title", "corrected title", OF_RECORD["correction, note"].canary), ("diet", "corrected diet", ""),
    ):  # fmt: skip
        corrections.correct(
            record=record.pk, key=key_of(page, kind), value=OF_RECORD[name].canary, by=officer, why="asked",
            note=note, now=now,
        )  # fmt: skip


class Desk(Editor):
    """An editor who writes of somebody, has it translated, thinks better of it, and leaves it in the copies."""

    def writes_of(self, page: StandardPage) -> None:
        """Publish and draft words that are taken away again before anybody asks."""
        at = {name: mailbox(place) for name, place in OF_TEXTS.items()}
        self.edit(page)
        self.fill(lead=at["sentence"])
        self._write_link(at["place of a link"])
        self._publish()
        page.refresh_from_db()
        self._translate(page, at)
        self.edit(page)
        self.fill(title=at["old version's title"], lead=at["old version"])
        self.write_body(("text", "Hej"))
        self._comment(at)
        self._publish()
        self.edit(page)
        self.fill(lead=at["unsaved form"])
        self.write_body(("text", "Hej"))
        self.client.post(reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk]), self.fields)
        self.open(reverse(ContactPerson.snippet_viewset.get_url_name("add")))
        self.fill(name=at["snippet's version"], role="Producent")
        assert self.send("action-publish").status_code == 302
        self._make_and_delete_account(at["log of a deleted account"])
        session = self.client.session
        session["earlier"] = at["session"]
        session.save()

    def rewrites(self, page: StandardPage) -> None:
        """Publish other words, some of which still name her."""
        at = {name: mailbox(place) for name, place in LIVE.items()}
        self.edit(page)
        self.fill(title=at["page's title"], lead=at["lead"], search_description=at["words for search engines"])
        self._write_link(at["body"])
        self._publish()
        person = ContactPerson.objects.get()
        self.open(reverse(ContactPerson.snippet_viewset.get_url_name("edit"), args=[person.pk]))
        self.fill(name=at["contact"], email=at["contact's mailbox"])
        assert self.send("action-publish").status_code == 302

    def uploads(self) -> None:
        """Add a picture of her, whose file is named after her."""
        at = LIVE["picture's title"], LIVE["name of a file"]
        content = BytesIO()
        PillowImage.new("RGB", (8, 8)).save(content, "PNG")
        self.open(reverse("wagtailimages:add"))
        self.fill(title=mailbox(at[0]), description="Porträtt")
        answer = self.send(file=SimpleUploadedFile(f"{at[1].canary}.png", content.getvalue(), "image/png"))
        assert answer.status_code == 302, self.errors(answer)

    def takes_away(self, page: StandardPage) -> None:
        """Do what the case asks of an editor."""
        self.edit(page)
        self.fill(title="Om oss", lead="Välkommen.", search_description="")
        self.write_body(("text", "Fråga oss."))
        self._publish()
        self._publish_translation(page, {})
        picture = Image.objects.get()
        assert self.client.post(reverse("wagtailimages:delete", args=[picture.pk])).status_code == 302
        person = ContactPerson.objects.get()
        self.open(reverse(ContactPerson.snippet_viewset.get_url_name("edit"), args=[person.pk]))
        self.fill(name="Mottagningen", email="kultur@region.example")
        assert self.send("action-publish").status_code == 302

    def _write_link(self, address: str) -> None:
        self.write_body(("text", ""))
        self.fill(**{"body-0-value": _linked(address)})

    def _publish(self) -> None:
        answer = self.send("action-publish")
        assert answer.status_code == 302, self.errors(answer)

    def _make_and_delete_account(self, name: str) -> None:
        self.open(reverse("wagtailusers_users:add"))
        self.fill(username=name, email=name, first_name="A", last_name="B",
                  password1="en lång mening till", password2="en lång mening till")  # fmt: skip
        answer = self.send()
        assert answer.status_code == 302, self.errors(answer)
        account = get_user_model().objects.get(username=name)
        assert self.client.post(reverse("wagtailusers_users:delete", args=[account.pk])).status_code == 302

    def _comment(self, at: dict[str, str]) -> None:
        self.fields |= {
            "comments-TOTAL_FORMS": "1", "comments-INITIAL_FORMS": "0",
            "comments-0-text": at["comment"], "comments-0-contentpath": "lead", "comments-0-position": "",
            "comments-0-resolved": "", "comments-0-id": "", "comments-0-DELETE": "",
            "comments-0-replies-TOTAL_FORMS": "1", "comments-0-replies-INITIAL_FORMS": "0",
            "comments-0-replies-0-id": "", "comments-0-replies-0-text": at["reply"],
        }  # fmt: skip

    def _translate(self, page: StandardPage, at: dict[str, str]) -> None:
        submit = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        finnish = Locale.objects.get(language_code="fi")
        answer = self.client.post(submit, {"locales": [finnish.pk], "include_subtree": ""})
        assert answer.status_code == 302, answer.content.decode()[:2000]
        translation = Translation.objects.get(source__object_id=page.translation_key)
        link = translation.source.overridablesegment_set.get(data_json__contains=at["place of a link"])
        answer = self.client.put(
            reverse("wagtail_localize:edit_override", args=[translation.pk, link.pk]),
            urlencode({"value": json.dumps(f"mailto:{at['replaced link']}")}),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in (200, 201), answer.content
        self._publish_translation(page, {at["sentence"]: at["translated sentence"]})

    def _publish_translation(self, page: StandardPage, words: dict[str, str]) -> None:
        translation = Translation.objects.get(source__object_id=page.translation_key)
        put_words(self, translation, words)
        target = page.get_translations().get()
        answer = self.client.post(reverse("wagtailadmin_pages:edit", args=[target.pk]), {"action": "publish"})
        assert answer.status_code in (200, 302), answer.content.decode()[:2000]


def _linked(address: str) -> str:
    return rich_text("Skriv till oss.").replace(
        '"entityRanges": []}], "entityMap": {}',
        '"entityRanges": [{"offset": 0, "length": 5, "key": 0}]}], "entityMap": {"0": {"type": "LINK", '
        f'"mutability": "MUTABLE", "data": {{"url": "mailto:{address}"}}}}}}',
    )
