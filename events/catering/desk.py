"""The numbers for the kitchen at the desk: seen, printed, and taken along for the caterer. Every reading is logged."""
from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.views.generic import FormView

from events import door
from events.catering import handing_out, people
from events.catering.tables import Numbers, numbers_of, served_at
from events.desk.doors import EventDesk
from forms_app import access
from forms_app.diets import Asked, asked_of_diet
from forms_app.needs.counts import assistants_in_words
from forms_app.suppression import LEAST
from home.languages import text_language
from privacy import audit, spreadsheets
from privacy.contracts import Refusal


class Catering(EventDesk, FormView):
    """Portions and diets: exact for whoever may read sensitive answers, without small numbers for everybody else.

    Whoever looks after diet and access must be able to tell the kitchen of the one who cannot eat nuts; the organiser
    needs to order. What is downloaded is for the caterer, and never exact.
    """

    template_name = "events/admin/catering.html"
    form_class = handing_out.CatererForm
    crumb = gettext_lazy("Caterer")

    @cached_property
    def eaters(self) -> list[people.Eater]:
        """Everybody who eats."""
        return people.eaters_of(self.form_page)

    def numbers(self, *, exact: bool) -> Numbers:
        """What is told of them, in the reader's language."""
        return numbers_of(self.form_page, self.eaters, people.set_aside(self.form_page), self.asked, exact=exact)

    @cached_property
    def asked(self) -> Asked:
        """What is asked of diet."""
        put = {key for each in self.eaters for key in each.told.asked}
        return asked_of_diet(self.form_page, put, get_language() or text_language(self.form_page))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``numbers`` and what stands beside them; opening it is logged, and whether it was exact."""
        exact = access.may_read_special(self.request.user, self.form_page)
        audit.record(
            "registrations.catering_opened", actor=self.request.user, subject_type="page",
            subject_id=self.form_page.pk, facts={"rows": len(self.eaters), "special": exact},
        )  # fmt: skip
        return super().get_context_data(
            numbers=self.numbers(exact=exact),
            exact=exact,
            asked=self.asked,
            least=LEAST,
            is_served=bool(served_at(self.form_page)) or not self.form_page.attended_rows(),
            may_come=people.may_come(self.form_page),
            choices=door.numbers_of_choices(self.form_page),
            assistants=assistants_in_words(self.form_page, self.request.user),
            has_erased=exact and any(each.told.is_erased for each in self.eaters),
            stands_for_more=any(each.stands_for_more for each in self.eaters),
            last_changed=people.last_changed(self.form_page),
            has_section=self.form_page.section is not None,
            may_edit=self.form_page.permissions_for_user(self.request.user).can_edit(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The file for the caterer.

        :raises PermissionDenied: for those who only read.
        """
        if not access.may_export(request.user, self.form_page):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Any) -> Any:
        """The numbers that tell of nobody, as a file; before it is sent, who gets it is written down."""
        now: datetime = timezone.now()
        try:
            rows = handing_out.hand_out(
                page=self.form_page, numbers=self.numbers(exact=False), recipient=form.cleaned_data["recipient"],
                by=self.request.user, at=now,
            )  # fmt: skip
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error(None, str(reason))
            return self.form_invalid(form)
        name = f"{self.form_page.slug}-{timezone.localdate(now).isoformat()}.csv"
        return spreadsheets.answer(rows, name, separator=spreadsheets.SEMICOLON)
