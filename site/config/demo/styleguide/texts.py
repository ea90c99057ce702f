"""Examples of what pages say and ask: texts, pictures, lists, notices, forms and receipts."""
from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.utils import timezone
from wagtail.images import get_image_model

from forms_app import review
from forms_app.answer_form import AnswerForm
from forms_app.builder import QuestionFormBuilder
from forms_app.put_form import PARTY
from forms_app.questions import AskedOf, Option, Question
from forms_app.questions import Words as Said
from forms_app.squares import square_of
from forms_app.steps import Step

from .events import ADDRESS, Example
from .words import Words


def body(words: Words) -> list[Example]:
    """What an editor puts into the body of a page."""
    rich = f"<p>{words.paragraph}</p><ul><li>{words.point}</li><li>{words.point}</li></ul>"
    entry = {"heading": words.heading, "text": rich}
    columns = [{"heading": words.thing}, {"heading": words.measure}]
    rows = [[words.place, words.good], [words.room, words.good]]
    link = {"href": ADDRESS, "text": words.link}
    return [
        ("heading", {"value": {"text": words.heading, "level": "2"}}),
        ("rich_text", {"value": rich}),
        ("titled_rich_text", {"title": words.heading, "text": {"value": rich}}),
        ("titled_text", {"title": words.heading, "text": words.paragraph}),
        ("plain_section", {"heading": words.heading, "text": words.paragraph}),
        ("body", {"body": [rich]}),
        ("simple_text", {"text": words.lead}),
        ("accordion", {"value": {"entries": [entry, entry]}}),
        ("quote", {"value": {"text": words.quote, "name": "Adil Rönnkvist", "role": words.role}}),
        ("table", {"value": {"caption": words.heading, "columns": columns, "rows": rows}}),
        ("link_list", {"value": {"heading": words.heading, "links": [link, link]}}),
        ("call_to_action", {"value": {"text": words.lead, "link": link}}),
        ("dates", {"page": {"published_on": timezone.localdate(), "updated_on": timezone.localdate()}}),
    ]


def pictures(words: Words) -> list[Example]:
    """Pictures as figures and beside a page that is put forward."""
    picture = get_image_model().objects.order_by("pk").first()
    if picture is None:
        return []
    shown = {"image": picture, "alt": words.alt, "caption": words.caption, "credit": words.site}
    return [
        ("image", {"value": shown}),
        ("feature", {"page": {"title": words.title, "lead": words.lead, "url": "#", "picture": picture}}),
    ]


def lists(words: Words) -> list[Example]:
    """Search, what has been chosen, pages of a list, and lists that are empty."""
    hit = {"title": words.title, "url": "#", "kind": words.kind, "lead": words.lead, "trail": [words.site]}
    choices = [{"words": words.kind, "query": "a"}, {"words": words.online, "query": "b"}]
    here = {"url": "#"}
    return [
        ("search_form", {"action": "#", "words": words.room}),
        ("search_hit", {"hit": hit}),
        ("no_hits", {"language_links": [{"code": "fi", "url": "#"}], "home_url": "#"}),
        ("filters", {"form": Choosing(words), "action": "#", "reset_url": "#", "is_filtered": True}),
        ("choices", {"choices": choices, "url": "#", "count": 12}),
        ("pagination", {"page_obj": Paginator(range(60), 20).page(2), "query": ""}),
        ("no_events", {"page": here, "is_filtered": True, "loosened": [{"choice": choices[0], "count": 3}]}),
        ("no_events", {"page": here, "elsewhere": [{"language": "sv", "count": 7, "url": "#"}]}),
        ("empty", {"text": words.empty, "help": words.empty_help, "url": "#", "link": words.events}),
        ("subscribe", {"feed_links": [{"url": "#", "content_type": "text/calendar", "words": words.feed}]}),
    ]


def notices(words: Words) -> list[Example]:
    """What must be known first, and how personal data are handled."""
    kinds = ("", "success", "warning", "danger")
    part = {"heading": words.notice_title, "paragraphs": [[words.notice]]}
    controller = {"name": [words.site], "parts": [part], "activities": [{"name": [words.events], "parts": [part]}]}
    said = {"heading": words.measure, "text": {"value": f"<p>{words.lead}</p>"}}
    statement = {"sections": [{"heading": words.heading, "parts": [said]}]}
    advice = {"name": [words.site], "language": words.language, "paragraphs": [[words.notice]]}
    row = {"language": words.language, "name": [words.events], "controller_name": [words.site], "entries": [part]}
    return [
        *(("message", {"kind": kind, "title": words.taken, "text": words.lead}) for kind in kinds),
        ("problem", {"text": words.lead}),
        ("trial", {"trial": {"address": "#", "editor_url": "#", "languages": [
            {"code": words.language, "name": words.language, "url": "#", "current": True},
            {"code": "en", "name": "English", "url": "#", "current": False},
        ]}}),
        ("controller_information", {"controller": {**controller, "closing": [part]}}),
        ("statement", {"statement": statement}),
        ("request_advice", {"advice": advice}),
        ("processing_register", {"rows": [row, row]}),
    ]


def questions(words: Words) -> list[Example]:
    """A form with every kind of control and its notice; then the same with errors."""
    notice = {
        "title": words.notice_title, "language": words.language, "layer1": [[words.notice]], "more": words.notice_more,
        "layer2": [{"heading": words.heading, "paragraphs": [[words.notice]]}],
    }  # fmt: skip
    kind = _form_of(words)
    wrong = kind({"name": "", "diet": "x"}, auto_id="wrong-%s")
    button = words.register
    return [
        ("form", {"form": kind(auto_id="right-%s"), "action": "#", "button": button, "notice": notice}),
        ("error_summary", {"form": wrong}),
        ("form", {"form": wrong, "action": "#", "button": button, "notice": None}),
        *_steps(words),
    ]


def _steps(words: Words) -> list[Example]:
    """What stands on the pages between: what has opened, a warning, the participants, the last look."""
    asked = [
        Question("name", "name", Said(words.name), True),
        Question("each", "name", Said(words.name), True, asked_of=AskedOf.PARTICIPANT),
    ]
    kind = QuestionFormBuilder(asked, review=True).get_form_class()
    shown = []
    for step, said in ((Step.QUESTIONS, "19640823-3234"), (Step.PARTICIPANTS, "Aino"), (Step.REVIEW, "Aino")):
        form = kind({"name": said, PARTY: "2", "each-1": "Aino", "each-2": "Aino"}, auto_id=f"{step}-%s")
        form.full_clean()
        form.look_for_numbers(on=timezone.localdate())
        shown.append(form.show(step))
    first, participants, last = shown
    usual = {"action": "#", "button": words.register, "notice": None}
    return [
        ("form_opened", {"count": 2}),
        ("form", {"form": first, **usual}),
        ("form", {"form": participants, **usual}),
        ("review", {"form": last, "groups": review.groups(last), "signed": "", **usual}),
    ]


def receipts(words: Words) -> list[Example]:
    """What one gets after sending."""
    kept = timezone.localdate()
    lines = [({"label": words.name}, ["Aino Vieras"], kept), ({"label": words.diet}, [], None)]
    return [
        ("receipt_facts", {"facts": [{"term": words.measure, "values": [words.when]}]}),
        ("receipt_lines", {"lines": lines}),
        ("door_code", {"code": square_of(f"https://granvik.example{ADDRESS}")}),
        ("change_advice", {"reply_to": "ylva.ternstrom@example.org", "reference": "GR-7F2K"}),
    ]


class Choosing(forms.Form):
    """As the filter of a list, with a choice and words."""

    q = forms.CharField()
    kind = forms.ChoiceField(choices=[("", "–")])

    def __init__(self, words: Words) -> None:
        super().__init__(label_suffix="", auto_id="choose-%s")
        self.fields["q"].label, self.fields["kind"].label = words.name, words.thing


def _form_of(words: Words) -> type[AnswerForm]:
    choices = (Option("room", Said(words.in_person)), Option("net", Said(words.online)))
    asked = [
        Question("about", "heading", Said(words.about_you), False),
        Question("name", "name", Said(words.name), True, autocomplete="name"),
        Question("diet", "diet", Said(words.diet), False, help=Said(words.diet_help)),
        Question("how", "radio", Said(words.how), True, options=choices),
        Question("where", "dropdown", Said(words.thing), False, options=choices),
        Question("promise", "statement", Said(words.promise), True),
    ]
    return QuestionFormBuilder(asked).get_form_class()
