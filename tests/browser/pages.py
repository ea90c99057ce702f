"""The public pages of the demo, by template and language; read from the database of the moment."""
from __future__ import annotations

from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from events.models import EventIndexPage
from forms_app.evaluations import answering
from forms_app.models import EvaluationPage, FormPageMixin
from home.languages import facts_for
from home.models import BasePage

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
#: The demo is whole in these; in any other one it has its main pages.
WHOLE = ("sv", "fi")
#: How many pages of one kind are looked at in one language.
MOST = 3
#: Every kind of page that has a template of its own.
KINDS = [model for model in apps.get_models() if issubclass(model, BasePage)]


def paths_of(kind: type[Page], language: str) -> list[str]:
    """The paths of all live pages of one kind in one language."""
    live = kind.objects.live().filter(locale__language_code=language, alias_of=None)
    return [path_of(page) for page in live.order_by("path")]


def shown(kind: type[Page], language: str) -> list[str]:
    """The first of them, where the demo must have such a page: enough to see its template in every state."""
    paths = paths_of(kind, language)
    assert paths or language not in WHOLE, f"the demo shows no {kind.__name__} in {language}"
    return paths[:MOST]


def lists(language: str) -> list[str]:
    """The paths of the lists of events."""
    return paths_of(EventIndexPage, language)


def path_of(page: Page) -> str:
    """The path under which a page is served."""
    return urlsplit(page.get_url() or "").path


def forms(language: str, *, is_open: bool) -> list[str]:
    """The paths of the pages whose form takes answers now, or takes none (any more, or yet)."""
    found = []
    for kind in KINDS:
        if not issubclass(kind, FormPageMixin):
            continue
        for page in kind.objects.live().filter(locale__language_code=language, alias_of=None):
            facts = facts_for(page)
            if facts and facts.has_form() and facts.admission(timezone.now()).is_open is is_open:
                found.append(path_of(page))
    return found


def request_page(language: str) -> str:
    """The path of the page on which one asks about one's own data."""
    return f"/{language}/personal-data/"


def request_steps(language: str) -> dict[str, int]:
    """The paths that follow it, with the status of each: asked, confirmed, and a link that has ended."""
    start = request_page(language)
    return {f"{start}sent/": 200, f"{start}confirmed/": 200, f"{start}confirm/nothing-that-was-sent/": 410}


def evaluation_steps(language: str) -> dict[str, int]:
    """Where one answers an evaluation, with the status of each: the code, the questions, the thanks, a used link."""
    facts = facts_for(EvaluationPage.objects.live().filter(locale__language_code=language)[0])
    [code] = answering.make_links(facts, 1)
    start = f"/{language}/evaluation/"
    return {start: 200, f"{start}{code}/": 200, f"{start}thanks/{facts.pk}/": 200, f"{start}AAAA-BBBB-CCCC/": 410}
