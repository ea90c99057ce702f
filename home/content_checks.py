"""What is checked in the preview beside the form of a page: only what an editor herself can mend."""
from __future__ import annotations

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

from home.writing_rules import all_empty_words

#: The check lies in js/link-words.js; its words come from the rules of writing.
LINK_WORDS = {"id": "link-words", "options": {"words": all_empty_words()}}
LINK_WORDS_RULE = {
    "id": "link-words-say-nothing",
    "impact": "serious",
    "selector": "a[href]",
    "tags": ["best-practice"],
    "any": ["link-words"],
    "enabled": True,
}
#: A name in bold is the work of a template; in a text it may be a heading that is none.
IN_TEXTS_ONLY = {"id": "p-as-heading", "selector": ".rich-text p", "enabled": True}


class ContentChecks(ContentCheckerItem):
    """Wagtail's checks of the text, with one on the words of links; what the templates answer for is left out."""

    axe_include = ["main"]
    axe_run_only = [
        "alt-text-quality", "empty-heading", "empty-table-header", "frame-title", "heading-order", "image-alt",
        "link-name", "link-words-say-nothing", "p-as-heading",
    ]  # fmt: skip
    axe_custom_rules = [*ContentCheckerItem.axe_custom_rules, LINK_WORDS_RULE, IN_TEXTS_ONLY]
    axe_custom_checks = [*ContentCheckerItem.axe_custom_checks, LINK_WORDS]
    axe_messages = {
        "alt-text-quality": {
            "error_name": _("The description of the picture is the name of a file"),
            "help_text": _("Say what the picture shows."),
        },
        "empty-heading": {
            "error_name": _("A heading without words"),
            "help_text": _("Write the heading or take it away."),
        },
        "empty-table-header": {
            "error_name": _("A heading of the table without words"),
            "help_text": _("Say what the column or the row is about."),
        },
        "frame-title": {
            "error_name": _("Something embedded without a name"),
            "help_text": _("Say what is shown in it."),
        },
        "heading-order": {
            "error_name": _("A level of headings is skipped"),
            "help_text": _("Make it a section, or put a section above it."),
        },
        "image-alt": {
            "error_name": _("A picture without a description"),
            "help_text": _("Say what the picture shows, for those who do not see it."),
        },
        "link-name": {
            "error_name": _("A link without words"),
            "help_text": _("Say where the link leads."),
        },
        "link-words-say-nothing": {
            "error_name": _("The link does not say where it leads"),
            "help_text": _("Write where it leads. Many hear or see the links alone."),
        },
        "p-as-heading": {
            "error_name": _("A paragraph that looks like a heading"),
            "help_text": _("Use the heading block instead of bold text."),
        },
    }

    @property
    def media(self) -> Media:
        """The script with our own check, for the page that is previewed."""
        return Media(js=["js/link-words.js"])
