"""Signing in: allauth's view, with an answer that says by its status that it is closed for a while."""
from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpResponse


class StaffLoginView(LoginView):
    """The one way in for the staff."""

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        response = super().form_invalid(form)
        if form.has_error("__all__", "too_many_login_attempts"):
            response.status_code = 429
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if settings.KALLELSE_DEMO_MAILS:
            from config.demo.accounts import ACCOUNTS

            context["demo_accounts"] = ACCOUNTS
        return context
