"""The roof is an app too."""
from django.apps import AppConfig


class Roof(AppConfig):
    """The roof as an app: it brings the commands that need every floor at once."""

    name = "config"
    verbose_name = "Kallelse"
