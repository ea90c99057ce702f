"""Configuration of the app."""
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    default_auto_field = "privacy.row_numbers.RowNumber"
    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from home import personal_data, rights  # the registry is filled once all apps are loaded

        personal_data.declare()
        rights.permit()
