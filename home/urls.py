"""Public addresses of the floor of pages, under the language prefix."""
from django.urls import path

from home.views import search

app_name = "home"
urlpatterns = [path("search/", search.results, name="search")]
