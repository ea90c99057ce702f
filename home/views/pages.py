"""Wagtail's own views of pages, where an editor begins from a template and is given advice."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import TemplateView
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.create import AddSubpageView, CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from home.models import BasePage
from home.page_templates import PageTemplate
from home.panels import AdvicePanel


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list: a template, and the address where a page begins from it."""

    template: PageTemplate
    url: str


class ChooseTemplate(AddSubpageView):
    """What kind of page to make below this one: templates in place of bare models. Rights are Wagtail's."""

    template_name = "home/admin/choose_template.html"

    def dispatch(self, request: HttpRequest, parent_page_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The list; where there is nothing to choose, the new page at once."""
        self.parent_page = get_object_or_404(Page, id=parent_page_id).specific
        if not self.parent_page.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        self.choices = self._choices()
        self.page_types: list[Any] = []
        if len(self.choices) == 1:
            return redirect(self.choices[0].url)
        return TemplateView.dispatch(self, request, *args, **kwargs)

    def _choices(self) -> list[Choice]:
        models = [
            model
            for model in type(self.parent_page).creatable_subpage_models()
            if issubclass(model, BasePage) and model.can_create_at(self.parent_page)
        ]
        offered = [(model, template) for model in models for template in model.page_templates()]
        found = [Choice(template, self._url(model, template)) for model, template in offered]
        return sorted(found, key=lambda choice: (choice.template.place, str(choice.template.name).casefold()))

    def _url(self, model: type[BasePage], template: PageTemplate) -> str:
        address = reverse("wagtailadmin_pages:add", args=[*model._meta.label_lower.split("."), self.parent_page.pk])
        query = {"template": template.key}
        if next_url := get_valid_next_url_from_request(self.request):
            query["next"] = next_url
        return f"{address}?{urlencode(query)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds ``choices``."""
        return {**super().get_context_data(**kwargs), "choices": self.choices}


class NewPage(CreateView):
    """The form of a new page; ``?template=`` names the template it begins from."""

    chosen: PageTemplate | None = None

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form, with what is usual for the template filled in."""
        key = request.GET.get("template", "")
        templates = self.page_class.page_templates() if issubclass(self.page_class, BasePage) else []
        self.chosen = next((template for template in templates if template.key == key), None)
        if self.chosen:
            self.page.begin(self.chosen, self.parent_page)
        return super().get(request)

    def get_page_subtitle(self) -> str:
        """The name of the template, else that of the model."""
        return capfirst(str(self.chosen.name)) if self.chosen else super().get_page_subtitle()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The examples of the template stand beside the fields."""
        for name, example in self.chosen.examples.items() if self.chosen else ():
            if name in self.form.fields:
                self.form.fields[name].help_text = example
        return super().get_context_data(**kwargs)

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's, and the place where advice comes once the page is saved."""
        return with_advice(super().get_side_panels(), self.page, self.request)


class EditPage(EditView):
    """The form of a page, with advice beside it; each save, by hand or by itself, brings it up to date."""

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's and the advice."""
        return with_advice(super().get_side_panels(), self.page, self.request)


def with_advice(panels: MediaContainer, page: Any, request: HttpRequest) -> MediaContainer:
    """The side panels with the advice before the checks of the preview, for pages of this site."""
    if not isinstance(page, BasePage):
        return panels
    together = sorted([*panels, AdvicePanel(page, request)], key=lambda panel: panel.order)
    return MediaContainer(together)


class Pages(PageViewSet):
    """The views of every page of the site."""

    add_subpage_view_class = ChooseTemplate
    add_view_class = NewPage
    edit_view_class = EditPage
