"""What the software of others stores: one module for each upstream app, named by its label.

Each module holds ``TABLES``: model ("app_label.ModelName") -> column -> declaration.
"""
from importlib import import_module

from django.apps import apps

from privacy import registry

#: Labels of the upstream apps whose tables are declared here.
LABELS = (
    "account",
    "auth",
    "contenttypes",
    "mfa",
    "sessions",
    "taggit",
    "wagtail_localize",
    "wagtailadmin",
    "wagtailcore",
    "wagtaildocs",
    "wagtailembeds",
    "wagtailforms",
    "wagtailimages",
    "wagtailredirects",
    "wagtailsearch",
    "wagtailusers",
)


def declare_installed() -> None:
    """Declare the tables of every upstream app that this installation uses."""
    installed = {config.label for config in apps.get_app_configs()}
    for label in LABELS:
        if label in installed:
            for model, columns in import_module(f"privacy.upstream.{label}").TABLES.items():
                registry.declare(model, columns)
