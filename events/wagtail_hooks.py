"""Where events meet the admin: the list of audiences."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from events.models import Audience


class AudienceViewSet(SnippetViewSet):
    """Groups of people that events are for."""

    model = Audience
    icon = "group"
    menu_label = _("Audiences")
    menu_order = 312
    add_to_admin_menu = True
    list_display = ["name", "live"]


register_snippet(AudienceViewSet)
