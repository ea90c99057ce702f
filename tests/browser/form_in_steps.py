"""A page whose form is answered in steps, in Swedish and Finnish, and somebody who goes through it."""
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Response
from wagtail.models import Locale

from forms_app import options
from forms_app.models import FormField, FormPage
from home.models import BodyPage
from tests.browser.visitor import Visitor

PAGE = {
    "sv": ("Anmäl din grupp", "Här anmäler du flera på en gång."),
    "fi": ("Ilmoita ryhmäsi", "Tässä ilmoitat monta kerralla."),
}
YES, NO = ("yesplease", ("Ja", "Kyllä")), ("nothanks", ("Nej", "Ei"))
#: Key, kind, words in Swedish and Finnish (none where the kind brings its own), and what else is set.
QUESTIONS: tuple[tuple[str, str, tuple[str, str], dict[str, Any]], ...] = (
    ("myname", "name", ("", ""), {}),
    ("myemail", "email", ("", ""), {}),
    ("invoiced", "radio", ("Ska vi skicka en faktura?", "Lähetämmekö laskun?"), {}),
    ("invoiceto", "invoice", ("", ""), {"condition": "invoiced:yesplease"}),
    ("anything", "multiline", ("Något mer?", "Vielä jotain?"), {"required": False}),
    ("whoisit", "name", ("Deltagarens namn", "Osallistujan nimi"), {"asked_of": "participant"}),
    ("eating", "radio", ("Äter du lunch?", "Syötkö lounasta?"), {"asked_of": "participant"}),
    ("dietoften", "diet", ("", ""), {"asked_of": "participant", "condition": "eating:yesplease", "required": True}),
)
SLUG = "anmal-din-grupp"
#: An invented number with a right check digit.
NUMBER = "19640823-3234"


def publish_in_both_languages() -> None:
    """Publish the page below the first Swedish body, and its Finnish translation."""
    swedish, finnish = (Locale.objects.get(language_code=code) for code in ("sv", "fi"))
    body = BodyPage.objects.filter(locale=swedish, alias_of=None).order_by("path").first()
    title, lead = PAGE["sv"]
    page = FormPage(
        title=title, lead=lead, slug=SLUG, locale=swedish, owner=body.owner, live=False, review_step=True
    )
    page.form_fields = [_question(number, 0, swedish) for number in range(len(QUESTIONS))]
    page = body.add_child(instance=page)
    page.save_revision().publish()
    translated = page.copy_for_translation(finnish)
    translated.title, translated.lead = PAGE["fi"]
    rows = list(translated.form_fields.all())
    for row in rows:
        words = _question(row.sort_order, 1, finnish)
        row.label, row.help_text, row.choices = words.label, words.help_text, words.choices
    translated.form_fields = rows
    translated.save_revision().publish()


def _question(number: int, language: int, locale: Locale) -> FormField:
    key, kind, words, facts = QUESTIONS[number]
    row = FormField(field_type=kind, clean_name=key, sort_order=number, locale=locale, label=words[language])
    row.required = facts.get("required", row.kind.required)
    row.asked_of, row.condition = facts.get("asked_of", row.asked_of), facts.get("condition", "")
    if row.kind.has_options:
        row.choices = options.join([(key, labels[language]) for key, labels in (YES, NO)])
    row.complete()
    return row


def path_in(language: str) -> str:
    """Where the page stands."""
    url: str = FormPage.objects.get(locale__language_code=language, slug=SLUG).get_url_parts()[2]
    return url


def press(somebody: Visitor) -> Response:
    """Press the button that goes on, and wait for the page that comes."""
    with somebody.page.expect_navigation() as arrival:
        somebody.form.locator(".form-actions .button").first.click()
    return arrival.value


def pages_on_the_way(somebody: Visitor, language: str) -> Iterator[str]:
    """Go through the form with two participants; what stands before her, and the status is right, at each stop."""
    page = somebody.page
    assert somebody.open(path_in(language)).status == 200
    yield "first"
    page.fill("[name=myname]", "Aino Vieras")
    page.fill("[name=myemail]", "aino.vieras@example.org")
    page.check("[name=invoiced][value=yesplease]")
    page.fill("[name=anything]", f"Jag heter {NUMBER}")
    page.fill("[name=party_size]", "2")
    assert press(somebody).status == 200
    yield "warned and opened"
    page.fill("[name=invoiceto]", "Storgatan 1")
    assert press(somebody).status == 200
    yield "participants"
    assert press(somebody).status == 422
    yield "participants with errors"
    for ordinal, name in ((1, "Bo Vieras"), (2, "Eva Vieras")):
        page.fill(f"[name=whoisit-{ordinal}]", name)
        page.check(f"[name=eating-{ordinal}][value=yesplease]")
    assert press(somebody).status == 200
    yield "opened for participants"
    page.fill("[name=dietoften-1]", "Vegan")
    page.fill("[name=dietoften-2]", "Halal")
    assert press(somebody).status == 200
    yield "last look"
    assert press(somebody).status == 200
    yield "receipt"
