"""Setting up a body: one page, at most ten inputs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from privacy.by_language import TextsFormField
from privacy.first_run import set_up_body
from privacy.models import Jurisdiction, Sector
from privacy.models.controllers import telephone
from privacy.roles import Role, has_role


class FirstRunForm(forms.Form):
    """What only the body itself knows; everything else has a default that officers change later."""

    page = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        widget=AdminPageChooser,
        label=gettext_lazy("The body's page"),
        help_text=gettext_lazy("The settings hold for this page, its translations and everything below them."),
    )
    controller_names = TextsFormField(
        label=gettext_lazy("The authority's name"),
        help_text=gettext_lazy("The board or agency that answers for the data, for example The Culture Committee."),
        max_length=200,
    )
    jurisdiction = forms.ChoiceField(
        choices=Jurisdiction.choices,
        label=gettext_lazy("Country whose law applies"),
        help_text=gettext_lazy("Decides the words of every notice and letter, in all languages."),
    )
    sector = forms.ChoiceField(choices=Sector.choices, label=gettext_lazy("Kind of body"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Where people write with questions about their data. Replies to mails go here too."),
    )
    phone = forms.CharField(
        max_length=30,
        validators=[telephone],
        label=gettext_lazy("Telephone"),
        help_text=gettext_lazy("People with protected identity are asked to call this number."),
    )
    officer_email = forms.EmailField(
        label=gettext_lazy("Data protection officer's e-mail address"),
        help_text=gettext_lazy("A shared mailbox is best: it stays when people change."),
    )

    def save(self, by: Any) -> Any:
        """Make the body.

        :raises ValidationError: when the page has a section already.
        """
        return set_up_body(by=by, **self.cleaned_data)


class FirstRun(WagtailAdminTemplateMixin, FormView):
    """The form; for case officers."""

    form_class = FirstRunForm
    template_name = "wagtailadmin/generic/form.html"
    page_title = gettext_lazy("Set up a body")
    header_icon = "plus"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let in case officers only."""
        if not has_role(request.user, Role.CASE_OFFICER):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: FirstRunForm) -> HttpResponse:
        """Make the body, or say beside the form why not."""
        try:
            body = form.save(self.request.user)
        except ValidationError as error:
            for name, problems in error.message_dict.items():
                form.add_error(name if name in form.fields else None, problems)
            return self.form_invalid(form)
        self.section = body.section
        messages.success(
            self.request,
            _(
                "The body is set up. Its rules are proposals until an archivist has entered a disposal authority; "
                "publishing works from now on."
            ),
        )
        return super().form_valid(form)

    def get_success_url(self) -> str:
        """The listing of rules: what an archivist looks at next."""
        return reverse("privacy_rules:index")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, then this page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form as Wagtail's own template wants it."""
        context = super().get_context_data(**kwargs)
        context["action_url"] = self.request.path
        context["submit_button_label"] = _("Set up the body")
        context["submit_button_active_label"] = _("Setting up…")
        context["media"] = context["form"].media
        return context


class CaseOfficersMenuItem(MenuItem):
    """Shown to case officers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_role(request.user, Role.CASE_OFFICER)


class FirstRunViewSet(ViewSet):
    """The page in the menu."""

    name = "privacy_first_run"
    url_prefix = "data-protection/set-up"
    icon = "plus"
    menu_label = gettext_lazy("Set up a body")
    menu_item_class = CaseOfficersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", FirstRun.as_view(), name="index")]
