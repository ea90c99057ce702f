"""Examples of what is told about events: cards, facts, people, meetings."""
from __future__ import annotations

from typing import Any

from .words import Words

Example = tuple[str, dict[str, Any]]
STATES = (
    "open", "few", "queue", "full", "last_day", "not_open", "closed", "past", "moved", "postponed", "cancelled",
    "no_registration",
)  # fmt: skip
ADDRESS = "https://www.example.org/"


def states(words: Words) -> list[Example]:
    """Every state with its shape, and what is said first of an event that is not what it was."""
    shapes: list[Example] = [("state", {"state": state, "word": getattr(words, state)}) for state in STATES]
    return [*shapes, *(("event_message", {"state": state}) for state in ("cancelled", "moved", "past"))]


def cards(words: Words) -> list[Example]:
    """An event in lists: open, cancelled, with more times and with no day yet; other pages and projects."""
    page = {"title": words.project, "lead": words.lead, "url": "#", "teaser_template": "components/teaser.html"}
    project = {**page, "card": {**_period(words), "unit": words.unit}}
    return [
        ("event_card", {"page": _event(words, "open")}),
        ("event_card", {"page": _event(words, "few", more=2)}),
        ("event_card", {"page": _event(words, "cancelled")}),
        ("event_card", {"page": _event(words, "not_open", tile=None, when=words.approximate)}),
        ("project_card", {"page": project}),
        ("project_events", {"coming": [_event(words, "queue")], "past": [_event(words, "past")]}),
        ("listing", {"heading": words.events, "page": page, "teasers": [page, page]}),
    ]


def facts(words: Words) -> list[Example]:
    """The panels beside an event and a project, the facts of an editor, and everybody who takes part."""
    event = {
        "state_shape": "open", "state_words": words.open, "occasions": [_occasion(words)], "held_in": words.spoken,
        "texts": {"target_group": words.audience, "included": words.included}, "deadline_words": words.deadline,
        "opens_words": "", "state": {"admits": True}, "places_told": [_occasion(words)],
        "meetings": [_meeting(words, words.when, is_next=True)],
    }  # fmt: skip
    project = {
        "card": {**_period(words), "unit": words.unit}, "passed": 60,
        "fundings": [{"funder": words.funder}], "links": [{"url": ADDRESS, "title": words.link}],
    }  # fmt: skip
    asked = {"mode": "external", "registration_url": ADDRESS}
    common = {"event": event, "facts": asked, "calendar_url": "#", "form_open": False, "button": words.register}
    return [
        ("event_facts", common),
        ("project_facts", {"project": project, "form_open": False, "button": words.register}),
        ("facts", {"value": {"heading": words.heading, "facts": [{"term": words.measure, "text": words.good}]}}),
    ]


def people(words: Words) -> list[Example]:
    """Who speaks, whom to ask, and where to read on."""
    person = {"name": "Ylva Ternström", "telephone": "+46 40 628 04 12", "email": "ylva.ternstrom@example.org"}
    speaker = {"row": {"name": "Mira Solbacka"}, "role": words.talks, "title": words.role, "about": words.paragraph}
    link = {"url": ADDRESS, "title": words.link}
    return [
        ("people", {"appearances": [speaker, speaker]}),
        ("contacts", {"contacts": [{"person": person, "role": words.role, "organisation": words.site}]}),
        ("contact_block", {"value": {"person": {**person, "role": words.role, "organisation": words.site}}}),
        ("related_links", {"links": [link, link]}),
        ("partners", {"partners": [{"name": words.site, "url": ADDRESS}]}),
        ("results", {"results": [{"title": words.link, "text": words.lead, "url": ADDRESS}]}),
    ]


def in_time(words: Words) -> list[Example]:
    """Meetings of a network, steps of a programme, follow-ups, the period of a project and who pays."""
    over = _meeting(words, words.before, is_over=True, documentation={"value": f"<p>{words.paragraph}</p>"})
    coming = _meeting(words, words.when, is_next=True)
    some_time = _meeting(words, words.approximate)
    step = {"name": words.step, "title": words.step_title, "length": words.length, "text": words.paragraph}
    stop = {"stop": {"after": words.after}, "title": words.step_title, "text": words.lead}
    return [
        ("meetings", {"meetings": [over, coming, some_time]}),
        ("documentation", {"occasions": [over["occasion"]]}),
        ("steps", {"steps": [step, step]}),
        ("working_group", {"size": words.group_size, "task": words.paragraph}),
        ("certificate", {"rule": words.certificate}),
        ("track", {"stops": [stop, stop], "begins": "", "certificate": words.certificate}),
        ("period", {"card": _period(words), "passed": 60}),
        ("funding", {"fundings": [{"funder": words.funder}], "label": words.co_funded, "emblem": None}),
    ]


def _period(words: Words) -> dict[str, Any]:
    return {"period": words.period, "stage": "running", "stage_words": words.running}


def _event(words: Words, state: str, *, more: int = 0, tile: Any = ..., when: str = "") -> dict[str, Any]:
    occasion = _occasion(words) | ({"words": when, "tile": tile} if when else {})
    card = {
        "occasion": occasion, "more": more, "kind": words.kind, "held_in": words.spoken, "state": state,
        "state_words": getattr(words, state),
    }  # fmt: skip
    return {"title": words.title, "url": "#", "card": card}


def _occasion(words: Words) -> dict[str, Any]:
    place = {
        "name": words.place, "address": words.address, "words": {"directions": words.directions},
        "place": {"step_free": "yes", "hearing_loop": "yes", "accessible_toilet": "no", "map_url": ADDRESS},
    }  # fmt: skip
    return {
        "words": words.when, "tile": {"weekday": words.weekday, "day": 19, "month": words.month}, "place": place,
        "room": words.room, "mode": words.in_person, "occasion": {"mode": "in_person", "status": "scheduled"},
    }  # fmt: skip


def _meeting(words: Words, when: str, *, documentation: Any = None, **more: Any) -> dict[str, Any]:
    occasion = {**_occasion(words), "words": when, "documentation": documentation}
    return {"name": words.step_title, "occasion": occasion, **more}
