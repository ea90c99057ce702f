"""A page for one act: what exactly it does, a form where something must be said, and a button that names it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView
from wagtail.admin import messages

from privacy.contracts import Refusal
from privacy.views.doors import OfficersPage


class NoAnswers(forms.Form):
    """An act that asks for nothing but the button."""


class ActPage(OfficersPage, FormView):
    """Only those whose act it is open the page. A refusal is said in words on the same page, with status 422.

    ``explanation`` are sentences above the form, ``button`` names the act, ``done`` is told afterwards;
    ``critical`` marks what cannot be undone.
    """

    form_class: type[forms.Form] = NoAnswers
    template_name = "privacy/admin/act.html"
    button: Any = ""
    done: Any = ""
    explanation: tuple[Any, ...] = ()
    critical = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Back to where the reader came from when the act is not open any more."""
        self.readers = self.actors
        if not self.may(*self.actors):
            raise PermissionDenied
        if request.method == "GET" and (why := self.not_now()):
            messages.warning(request, why)
            return redirect(self.back())
        return super().dispatch(request, *args, **kwargs)

    def not_now(self) -> str:
        """Why the act cannot be done, in a sentence; empty when it can."""
        return ""

    def back(self) -> str:
        """The page that the act belongs to."""
        raise NotImplementedError

    def perform(self, form: Any) -> None:
        """Do it.

        :raises Refusal: with sentences for whoever tried.
        """
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it and tell so, or say why not."""
        try:
            self.perform(form)
        except Refusal as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return self.form_invalid(form)
        messages.success(self.request, self.get_done())
        return redirect(self.back())

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page again, with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the template says."""
        return super().get_context_data(
            explanation=self.get_explanation(), button=self.button, critical=self.critical, back=self.back(), **kwargs
        )

    def get_done(self) -> Any:
        """What is told afterwards."""
        return self.done

    def get_explanation(self) -> list[Any]:
        """The sentences above the form."""
        return list(self.explanation)

    @property
    def now(self) -> Any:
        """The moment of the act."""
        return timezone.now()
