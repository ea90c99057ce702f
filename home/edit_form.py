"""The form in which a page is edited: it says at once what keeps the page from being published."""
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from wagtail.admin.forms import WagtailAdminPageForm


class BasePageForm(WagtailAdminPageForm):
    """Shows the reasons against publishing beside the fields, before anything is stored."""

    def is_valid(self) -> bool:
        """Whether the page may be saved; when it is to be published, also whether it may go live."""
        if not super().is_valid():
            return False
        if "action-publish" in self.data:
            for reason in self._page_as_posted().publishing_refusals():
                self.add_error(NON_FIELD_ERRORS, reason)
        return not self.errors

    def _page_as_posted(self) -> Any:
        """The page with its children as they stand in the form; nothing is written."""
        page = self.save(commit=False)
        if not page.path:
            page.parent_to_be = self.parent_page
        return page
