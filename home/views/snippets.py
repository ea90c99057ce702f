"""Contact persons and places in the admin: chosen by name, although their ``str()`` tells none."""
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import SnippetViewSet

from home.choosers import PersonChooser
from home.models import ContactPerson, Place


class _ByName:
    @property
    def title_column(self) -> TitleColumn:
        column = super().title_column  # type: ignore[misc]  # stands before a chooser view
        column.accessor = "name"
        return column


class ChoosePerson(_ByName, ChooseView):
    """The chooser's list, by name."""


class ChoosePersonResults(_ByName, ChooseResultsView):
    """The same after searching."""


class PersonChosen(SnippetChosenView):
    """What the field shows once a person is chosen: her name."""

    def get_display_title(self, instance: ContactPerson) -> str:
        """The name."""
        return instance.name


class PersonChooserViewSet(SnippetChooserViewSet):
    """Choose a contact person by name."""

    choose_view_class = ChoosePerson
    choose_results_view_class = ChoosePersonResults
    chosen_view_class = PersonChosen
    base_widget_class = PersonChooser


class ContactPersons(SnippetViewSet):
    """The contact persons of the site."""

    model = ContactPerson
    icon = "user"
    menu_label = _("Contact persons")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["name", "role", "organisation"]
    chooser_viewset_class = PersonChooserViewSet

    def get_queryset(self, request: Any) -> Any:
        """By name."""
        return self.model.objects.order_by("name")


class Places(SnippetViewSet):
    """The places of the site."""

    model = Place
    icon = "site"
    menu_label = _("Places")
    menu_order = 311
    add_to_admin_menu = True
    list_display = ["name", "city"]
