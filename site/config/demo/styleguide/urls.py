"""Addresses of the style guide, which only the demo has."""
from django.urls import path, re_path

from . import views

urlpatterns = [
    path("", views.guide, name="styleguide"),
    re_path(r"^tokens-(light|dark)\.css$", views.tokens, name="styleguide_tokens"),
]
