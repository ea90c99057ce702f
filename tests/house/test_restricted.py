"""Whoever reads submissions leaves out those that are restricted, or stands in the table below with a reason."""
import ast

import pytest

from tests.house.tree import CODE, ROOT, own_code, parsed

#: Code that reads submissions whether or not their use is restricted, and why it may.
MAY_READ_ALL = {
    "forms_app/access.py": "which forms have anything at all, never what",
    "forms_app/corrections.py": "an officer corrects one record",
    "forms_app/desk/listing.py": "the number of those set aside is told, and officers find the way to each",
    "forms_app/desk/mails.py": "how many stand in no list is told",
    "forms_app/desk/numbers.py": "counted by rules that leave them out; how many are set aside is told",
    "forms_app/desk/quarantine.py": "those that somebody has to look at, restricted ones left out",
    "forms_app/desk/search.py": "officers find one record by its number or its person's address",
    "forms_app/doors.py": "officers open one record",
    "forms_app/evaluations/holding.py": "disposal of evaluations, which hold no submission",
    "forms_app/exports/views.py": "how many are in no file is told",
    "forms_app/exports/background.py": "from which form a record goes, never what it says",
    "forms_app/holding.py": "disposal, cases and extracts",
    "forms_app/models/live.py": "how many answers lie under a question that is changed, never what",
    "forms_app/badges.py": "how many have no badge is told",
    "forms_app/later/rounds.py": "how many a question does not reach is told",
    "forms_app/party.py": "of one party whose registrant has the link: numbers, and whom she takes out",
    "forms_app/models/pages.py": "a page with answers is not deleted, and their time is counted anew",
    "forms_app/moving_in/rows.py": "whether she is there already, never what she answered",
    "forms_app/needs/tasks.py": "whether one registration stands, never what it says",
    "forms_app/trying/previews.py": "reads what the preview itself has stored and undoes",
    "forms_app/quarantine.py": "releases one record under its lock",
    "forms_app/record_views.py": "for the holding",
    "forms_app/removal.py": "for the holding",
    "forms_app/restriction.py": "sets and lifts it",
    "forms_app/submissions.py": "the one door in",
    "forms_app/trying/trial.py": "reads what the trial itself has stored and undoes",
    "events/changing.py": "which page it belongs to, of whoever has the link: own_links finds nobody who is set aside",
    "events/followed/deeds.py": "the time of everybody in one registration is counted anew, never what they answered",
    "events/invitations/holding.py": "disposal, cases and extracts",
    "events/invitations/known.py": "by whose keys nobody is written to, never who they are",
    "events/desk/places.py": "how many came in on which day: seats are held by those who are set aside too",
    "events/letters/reach.py": "how many of those concerned are set aside is told, never who",
    "events/models/at_the_desk.py": "how many chose an occasion, and a condition that narrows the list of the desk",
    "events/party/by_staff.py": "of one party whose desk it is: how many mails its participants get, never who",
    "events/settling.py": "which registrations are for what has changed: whom it reaches is told apart",
    "events/own.py": "which page it belongs to, of whoever has the link: own_links finds nobody who is set aside",
    "events/models/seating.py": "in which language a letter is, which is rendered for nobody who is set aside",
    "site/config/demo/content/desk/past.py": "the demo dates back what it has made itself",
    "forms_app/views.py": "the receipt, which says itself that it shows nothing of them",
}
#: The floors below cannot import them.
KNOW_SUBMISSIONS = [app for app in CODE if app not in ("home", "privacy")]
MANAGERS = {"objects", "_base_manager", "_default_manager"}


def reads_all(tree: ast.Module) -> bool:
    """Whether submissions are asked for in an expression that never says ``unrestricted``."""
    links = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Call)]
    inner = {id(_before(node)) for node in links}
    return any(_asks(node) and not _is_narrowed(node) for node in links if id(node) not in inner)


def _before(node: ast.Attribute | ast.Call) -> ast.AST:
    return node.func if isinstance(node, ast.Call) else node.value


def _chain(node: ast.AST) -> list[ast.AST]:
    """``a.b(...).c`` from its end to its beginning."""
    found = [node]
    while isinstance(node, ast.Attribute | ast.Call):
        node = _before(node)
        found.append(node)
    return found


def _asks(node: ast.AST) -> bool:
    names = {each.attr for each in _chain(node) if isinstance(each, ast.Attribute)}
    first = _chain(node)[-1]
    root = first.id if isinstance(first, ast.Name) else ""
    by_model = root in ("Submission", "SubmittedPerson") and bool(MANAGERS & names)
    by_kind = (root in ("of", "model") or "stamped" in names) and "_base_manager" in names
    return by_model or by_kind or "get_submissions" in names


def _is_narrowed(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Attribute) and each.attr == "unrestricted" for each in _chain(node))


def test_no_other_code_reads_what_is_restricted():
    readers = {
        path.relative_to(ROOT).as_posix()
        for app in KNOW_SUBMISSIONS
        for path in own_code(app)
        if reads_all(parsed(path))
    }
    assert "forms_app/holding.py" in readers
    assert readers - set(MAY_READ_ALL) == set()


@pytest.mark.parametrize(
    "planted",
    [
        "Submission.objects.all()",
        "rows = list(Submission.objects.filter(pk=1).order_by('pk'))",
        "page.get_submissions().count()",
        "len(Submission._base_manager.values('answers'))",
        "SubmittedPerson.objects.filter(submission=1)",
        "model._base_manager.filter(pk=1)",
        "self.stamped._base_manager.all()",
    ],
)
def test_a_reader_of_everything_is_seen(planted):
    assert reads_all(ast.parse(planted))
    narrowed = planted.replace("objects", "objects.unrestricted()").replace("_base_manager", "objects.unrestricted()")
    assert not reads_all(ast.parse(narrowed.replace("get_submissions()", "get_submissions().unrestricted()")))
