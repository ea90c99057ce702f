"""Moving a running event in, screen by screen: the file, its columns, what would happen, and then it happens."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages

from forms_app import access
from forms_app.doors import FormDesk
from forms_app.moving_in import carried as carried_lists
from forms_app.moving_in import lists
from forms_app.moving_in import rows as moving_in
from forms_app.moving_in.forms import ColumnsForm, OriginForm
from forms_app.moving_in.lists import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Sheet, Unreadable, Wrong
from forms_app.moving_in.rows import CHUNK, Fate, Move, Result
from privacy import trials

#: So many rows go through the real code with one press in a dry run; more would keep the reader waiting too long.
DRY_CHUNK = 1000
#: Why a file is no list, in words.
WRONG: dict[Wrong, Any] = {
    Wrong.TOO_LARGE: gettext_lazy("The file is larger than %(bytes)d bytes. Move the list in one part at a time."),
    Wrong.EMPTY: gettext_lazy("There is nothing in the file below the headings."),
    Wrong.NOT_TEXT: gettext_lazy("The file cannot be read as text. Save the list once more as CSV, in UTF-8."),
    Wrong.SPREADSHEET: gettext_lazy("This is a workbook, not a CSV file. Open it and save it as CSV (UTF-8)."),
    Wrong.TOO_MANY_ROWS: gettext_lazy("The list has more than %(rows)d rows. Move it in one part at a time."),
    Wrong.TOO_MANY_COLUMNS: gettext_lazy("Row %(row)d has more than %(columns)d columns."),
    Wrong.LONG_CELL: gettext_lazy("Something in row %(row)d is longer than any answer can be."),
    Wrong.NO_HEADINGS: gettext_lazy("The first row must say what each column holds, each in words of its own."),
    Wrong.BROKEN_QUOTES: gettext_lazy("The quotation marks in row %(row)d do not fit together."),
}
_FATES: dict[Fate, Any] = {
    Fate.TAKEN: gettext_lazy("Moved in"),
    Fate.MOVED_BEFORE: gettext_lazy("Moved in before: left alone"),
    Fate.REGISTERED: gettext_lazy("Registered here already, with the same address and name: left alone"),
    Fate.ERASED: gettext_lazy("Moved in once and erased since: not moved in again"),
    Fate.TWICE: gettext_lazy("Twice in the list: left alone"),
    Fate.REFUSED: gettext_lazy("Not understood: not moved in"),
    Fate.CLOSED: gettext_lazy("The form takes no more: not moved in"),
}
_REASONS: dict[str, Any] = {
    "not_understood": gettext_lazy("the answer is none that the form offers"),
    "formula": gettext_lazy("there is a formula; save the list with its values"),
    "when": gettext_lazy("the time of registration cannot be read, or is still to come"),
}


class MoveIn(FormDesk, TemplateView):
    """A list of another system, moved into a form. Every screen carries the list; the server keeps nothing of it."""

    template_name = "forms_app/admin/move_in.html"
    may = staticmethod(access.may_enter)
    crumb = gettext_lazy("Move in a list")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The next screen: the columns of a file, a dry run, or the rows moved in."""
        self.now = timezone.now()
        if "list" not in request.POST:
            return self._opened(request)
        try:
            sheet = carried_lists.brought_back(
                request.POST["list"], page=self.form_page, user=request.user, now=self.now
            )
        except carried_lists.Gone:
            messages.error(request, _("The list was opened more than an hour ago. Choose the file again."))
            return self.render_to_response(self.get_context_data())
        content = self.form_page.form_content(self.form_page)
        columns = ColumnsForm(request.POST, sheet=sheet, questions=content.questions)
        origin = OriginForm(request.POST)
        if not (columns.is_valid() and origin.is_valid()) or "back" in request.POST:
            return self._shown("match", sheet, columns=columns, origin=origin)
        move = Move(self.form_page, columns.columns(), origin.origin(), request.user)
        step = self._moved if "move" in request.POST else self._dry_run
        return step(move, sheet, columns=columns, origin=origin)

    def _opened(self, request: HttpRequest) -> HttpResponse:
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Unreadable(Wrong.EMPTY)
            sheet = lists.read(file.read(MOST_BYTES + 1))
        except Unreadable as error:
            sizes = {"bytes": MOST_BYTES, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "row": error.row}
            messages.error(request, WRONG[error.wrong] % sizes)
            return self.render_to_response(self.get_context_data())
        content = self.form_page.form_content(self.form_page)
        columns = ColumnsForm(sheet=sheet, questions=content.questions)
        return self._shown("match", sheet, columns=columns, origin=OriginForm())

    def _dry_run(self, move: Move, sheet: Sheet, **forms: Any) -> HttpResponse:
        """The next rows, judged as if those before had been stored; what they all would become."""
        whose = {"page": self.form_page, "user": move.by, "now": self.now}
        text = self.request.POST.get("tried", "") if "go_on" in self.request.POST else ""
        try:
            results = carried_lists.tried_before(text, **whose) if text else []
        except carried_lists.Gone:
            results = []
        move.go_on_after(results)
        with trials.undone(finds_people=True):
            results += moving_in.run(move, sheet.rows[len(results) : len(results) + DRY_CHUNK], self.now)
        start = len(results)
        tried = carried_lists.tried(results, **whose) if start < len(sheet.rows) else ""
        return self._shown("look", sheet, results=results, start=start, tried=tried, **forms)

    def _moved(self, move: Move, sheet: Sheet, **forms: Any) -> HttpResponse:
        start = _number(self.request.POST.get("start", ""))
        results = list(moving_in.run(move, sheet.rows[start : start + CHUNK], self.now))
        moving_in.note(move, results)
        return self._shown("moved", sheet, results=results, start=start + CHUNK, **forms)

    def _shown(
        self, stage: str, sheet: Sheet, *, results: Iterable[Result] = (), start: int = 0, **more: Any
    ) -> HttpResponse:
        found = list(results)
        counts = Counter(result.fate for result in found)
        context = self.get_context_data(
            stage=stage,
            carried=carried_lists.carried(sheet, page=self.form_page, user=self.request.user, now=self.now),
            rows=len(sheet.rows),
            start=min(start, len(sheet.rows)),
            is_more=start < len(sheet.rows),
            fates=[(words, counts[fate]) for fate, words in _FATES.items() if counts[fate]],
            taken=counts[Fate.TAKEN],
            refused=[(each.number, _sentences(each)) for each in found if each.fate is Fate.REFUSED],
            **more,
        )
        return self.render_to_response(context)


def _sentences(result: Result) -> list[str]:
    sentences = []
    for label, reason in result.reasons:
        words = str(_REASONS.get(reason, reason))
        sentences.append(f"{label}: {words}" if label else words)
    return sentences


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
