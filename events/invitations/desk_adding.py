"""Putting people on the list at the desk: pasted or from a file, looked through first. Nothing is stored until then."""
from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages

from events.desk.doors import EventDesk
from events.invitations import adding, addresses
from events.invitations.adding import Fate, Judged, Source
from events.invitations.addresses import Fault
from events.invitations.forms import ColumnsForm, FileForm, ListForm
from forms_app import access
from forms_app.moving_in import carried, lists, workbooks
from forms_app.moving_in.lists import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Sheet, Unreadable
from forms_app.moving_in.views import WRONG
from home.languages import text_language
from privacy.contracts import Refusal

#: What becomes of those on a list, in words.
_FATES: dict[Fate, Any] = {
    Fate.NEW: gettext_lazy("New: can be put on the list"),
    Fate.INVITED: gettext_lazy("Invited already: left alone"),
    Fate.REGISTERED: gettext_lazy("Registered already: left alone"),
    Fate.LEFT_ALONE: gettext_lazy("Not to be written to: left alone"),
    Fate.TWICE: gettext_lazy("Twice in the list: once is enough"),
    Fate.NOT_UNDERSTOOD: gettext_lazy("Not understood: mend them below"),
}
_FAULTS: dict[Fault, Any] = {
    Fault.NO_ADDRESS: gettext_lazy("There is no e-mail address."),
    Fault.BAD_ADDRESS: gettext_lazy("The e-mail address is not whole."),
    Fault.TOO_LONG: gettext_lazy("It is longer than a name or an address can be."),
    Fault.UNKNOWN_LANGUAGE: gettext_lazy("The page is not live in that language."),
}


class AddInvitations(EventDesk, TemplateView):
    """A field for the list, a file instead, where the addresses come from; then what would become of each."""

    template_name = "events/admin/add_invitations.html"
    header_icon = "mail"
    may = staticmethod(access.may_handle)
    crumb = gettext_lazy("Invite people")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``form`` and ``file_form``; ``columns`` and ``carried`` of a file, or what was found in a list."""
        kwargs.setdefault("form", self._form(initial={"language": text_language(self.form_page)}))
        return super().get_context_data(file_form=FileForm(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The columns of a file, its rows as a list, what would become of a list, or its people on the list."""
        self.now = timezone.now()
        if "file" in request.FILES:
            return self._opened(request)
        if "list" in request.POST:
            return self._matched(request)
        form = self._form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        if request.POST.get("act") == "store":
            return self._stored(request, form)
        return self.render_to_response(self.get_context_data(form=form, **_found(self._judged(form))))

    def _form(self, *args: Any, **kwargs: Any) -> ListForm:
        codes = adding.live_languages(self.form_page)
        choices = [(code, get_language_info(code)["name_translated"]) for code in codes]
        return ListForm(*args, languages=choices, **kwargs)

    def _judged(self, form: ListForm) -> list[Judged]:
        live = adding.live_languages(self.form_page)
        people = addresses.read(form.cleaned_data["people"], adding.words_for_languages(), live)
        return adding.judge(self.form_page, people)

    def _stored(self, request: HttpRequest, form: ListForm) -> HttpResponse:
        """Put on the list who is new; whoever was not understood stays in the field to be mended."""
        judged, given = self._judged(form), form.cleaned_data
        source = Source(given["source"], by=request.user)
        people = [each.person for each in judged]
        try:
            rows = adding.add(self.form_page, people, source=source, language=given["language"], now=self.now)
        except Refusal as refusal:
            messages.error(request, " ".join(str(reason) for reason in refusal.reasons))
            return self.render_to_response(self.get_context_data(form=form, **_found(judged)))
        said = ngettext(
            "%(count)d person is on the list. No mail has been sent yet.",
            "%(count)d people are on the list. No mails have been sent yet.",
            len(rows),
        )
        messages.success(request, said % {"count": len(rows)})
        left = [each.person for each in judged if each.fate is Fate.NOT_UNDERSTOOD]
        if not left:
            return redirect("events_desk:invitations", self.form_page.pk)
        again = self._form(initial={**given, "people": "\n".join(person.line for person in left)})
        return self.render_to_response(self.get_context_data(form=again, left=len(left)))

    def _opened(self, request: HttpRequest) -> HttpResponse:
        file: Any = request.FILES["file"]
        content = file.read(MOST_BYTES + 1)
        try:
            sheet = workbooks.read(content) if workbooks.is_workbook(content) else lists.read(content)
        except Unreadable as error:
            sizes = {"bytes": MOST_BYTES, "rows": MOST_ROWS, "columns": MOST_COLUMNS, "row": error.row}
            messages.error(request, WRONG[error.wrong] % sizes)
            return self.render_to_response(self.get_context_data())
        return self._matching(sheet, ColumnsForm(sheet=sheet))

    def _matched(self, request: HttpRequest) -> HttpResponse:
        """The rows of the file as lines of the field, to be looked through like any other list."""
        whose: dict[str, Any] = {"page": self.form_page, "user": request.user, "now": self.now}
        try:
            sheet = carried.brought_back(request.POST["list"], **whose)
        except carried.Gone:
            messages.error(request, _("The list was opened more than an hour ago. Choose the file again."))
            return self.render_to_response(self.get_context_data())
        columns = ColumnsForm(request.POST, sheet=sheet)
        if not columns.is_valid():
            return self._matching(sheet, columns)
        lines = [addresses.HEADINGS, *map(addresses.as_line, columns.rows(sheet))]
        initial = {"people": "\n".join(lines), "language": text_language(self.form_page)}
        return self.render_to_response(self.get_context_data(form=self._form(initial=initial)))

    def _matching(self, sheet: Sheet, columns: ColumnsForm) -> HttpResponse:
        whose: dict[str, Any] = {"page": self.form_page, "user": self.request.user, "now": self.now}
        context = self.get_context_data(columns=columns, carried=carried.carried(sheet, **whose))
        return self.render_to_response(context)


def _found(judged: list[Judged]) -> dict[str, Any]:
    """``fates`` (words, number), ``new``: how many, ``faults`` (line number, line, what is wrong)."""
    numbers = adding.numbers(judged)
    faults = [each.person for each in judged if each.fate is Fate.NOT_UNDERSTOOD]
    return {
        "looked": True,
        "fates": [(words, numbers[fate]) for fate, words in _FATES.items() if numbers[fate]],
        "new": numbers[Fate.NEW],
        "faults": [(one.number, one.line, _FAULTS[one.fault or Fault.BAD_ADDRESS]) for one in faults],
    }
