"""Configuration of the app."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """Declares the app's personal data and mails when Django is ready."""

    default_auto_field = "privacy.row_numbers.RowNumber"
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        """Register what privacy must know of this app."""
        from events import personal_data, told_at_once
        from forms_app.organisers import kinds
        from home.rights import permit_snippets
        from privacy import registry
        from privacy.roles import Role

        personal_data.register()
        for kind, words in told_at_once.KINDS.items():
            kinds.add(kind, words)
        permit_snippets("events", "audience")
        registry.permit(Role.ADMINISTRATOR, "events.change_eventdefaults")
