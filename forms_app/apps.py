"""Configuration of the app: questions, versions, answers, the submissions desk."""
from django.apps import AppConfig
from django.core.checks import register
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    """Declares the app's personal data, mails, timers and checks when Django is ready."""

    default_auto_field = "privacy.row_numbers.RowNumber"
    name = "forms_app"
    verbose_name = _("Forms and submissions")

    def ready(self) -> None:
        """Register what privacy must know of this app."""
        from forms_app import checks, personal_data
        from forms_app.organisers import kinds

        personal_data.register()
        for kind, words in kinds.OWN.items():
            kinds.add(kind, words)
        register(checks.files_are_scanned, "forms_app")
