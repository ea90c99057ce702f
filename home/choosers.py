"""The field in which a contact person is chosen: it shows her name."""
from typing import Any

from django.utils.functional import cached_property
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser


class PersonChooser(AdminSnippetChooser):
    """Shows the name, which ``str()`` of a contact person does not tell."""

    def get_display_title(self, instance: Any) -> str:
        """The name."""
        return str(instance.name)


class PersonChooserBlock(SnippetChooserBlock):
    """A contact person in a body."""

    @cached_property
    def widget(self) -> PersonChooser:
        """The field that shows the name."""
        return PersonChooser(self.target_model, icon="user")
