"""A page that asks every kind of question there is, in Swedish and Finnish; the demo needs only a few."""
from __future__ import annotations

from django.utils import translation
from wagtail.models import Locale

from forms_app import options
from forms_app.models import FormField, FormPage
from forms_app.question_types import TYPES
from home.models import BodyPage

PAGE = {
    "sv": ("Berätta för oss", "Här frågar vi om allt som går att fråga om."),
    "fi": ("Kerro meille", "Tässä kysymme kaikkea, mitä lomakkeella voi kysyä."),
}
#: Words of the kinds that bring none of their own.
LABELS = {
    "statement": ("Jag lovar att svara sanningsenligt", "Lupaan vastata totuudenmukaisesti"),
    "singleline": ("Vad tog du med dig?", "Mitä otit mukaan?"),
    "multiline": ("Vad vill du att vi tänker på?", "Mitä toivot, että otamme huomioon?"),
    "number": ("Hur många mil reste du?", "Montako kilometriä matkustit?"),
    "date": ("När kan du komma?", "Milloin pääset tulemaan?"),
    "dropdown": ("Vilken förmiddag passar?", "Mikä aamupäivä sopii?"),
    "radio": ("Hur vill du delta?", "Miten haluat osallistua?"),
    "checkboxes": ("Vilka delar är du med på?", "Mihin osiin osallistut?"),
    "checkbox": ("Jag kan hjälpa till", "Voin auttaa"),
    "persons": ("Hur många kommer ni?", "Kuinka monta teitä tulee?"),
    "heading": ("Lite mer om dig", "Hieman lisää sinusta"),
    "hidden": ("Källa", "Lähde"),
}
OPTIONS = {"option1": ("Den första", "Ensimmäinen"), "option2": ("Den andra", "Toinen")}


def publish_in_both_languages() -> None:
    """Publish the page below the first Swedish body, and its Finnish translation."""
    swedish, finnish = (Locale.objects.get(language_code=code) for code in ("sv", "fi"))
    body = BodyPage.objects.filter(locale=swedish, alias_of=None).order_by("path").first()
    title, lead = PAGE["sv"]
    page = FormPage(title=title, lead=lead, slug="alla-slags-fragor", locale=swedish, owner=body.owner, live=False)
    page.form_fields = [_question(kind, number, swedish) for number, kind in enumerate(TYPES)]
    page = body.add_child(instance=page)
    page.save_revision().publish()
    translated = page.copy_for_translation(finnish)
    translated.title, translated.lead = PAGE["fi"]
    rows = list(translated.form_fields.all())
    for row in rows:
        row.label, row.help_text, row.choices = "", "", ""
        _put_words(row, 1, finnish)
    translated.form_fields = rows
    translated.save_revision().publish()


def _question(kind: str, number: int, locale: Locale) -> FormField:
    row = FormField(field_type=kind, clean_name=f"kind{number}", sort_order=number, locale=locale)
    row.required = row.kind.required
    _put_words(row, 0, locale)
    return row


def _put_words(row: FormField, language: int, locale: Locale) -> None:
    row.label = LABELS.get(row.field_type, ("", ""))[language]
    if row.kind.has_options:
        row.choices = options.join([(key, words[language]) for key, words in OPTIONS.items()])
    with translation.override(locale.language_code):
        row.complete()
