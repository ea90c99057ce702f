"""What the roles may do with the snippets of pages."""
from __future__ import annotations

from privacy import registry
from privacy.roles import Role

ACTIONS = {
    Role.EDITOR: ("add", "change", "publish", "view"),
    Role.ADMINISTRATOR: ("add", "change", "publish", "view", "delete"),
    # A translator writes the words; what she writes goes live when an editor publishes it.
    Role.TRANSLATOR: ("change", "view"),
}


def permit_snippets(app_label: str, *models: str) -> None:
    """Let editors make and publish these snippets, and translators translate them."""
    for role, actions in ACTIONS.items():
        registry.permit(role, *(f"{app_label}.{action}_{model}" for action in actions for model in models))


def permit() -> None:
    """The rights to what this app has."""
    permit_snippets("home", "contactperson", "place")
    registry.permit(Role.ADMINISTRATOR, "home.change_sitesettings")
