"""Public addresses of data protection, under the language prefix: plain views, no cookie."""

from django.urls import path

from privacy.views import public_extracts, public_requests

app_name = "privacy_public"
urlpatterns = [
    path("personal-data/", public_requests.ask, name="request"),
    path("personal-data/sent/", public_requests.sent, name="sent"),
    path("personal-data/confirm/<str:token>/", public_requests.confirm, name="confirm"),
    path("personal-data/confirmed/", public_requests.confirmed, name="confirmed"),
    path("personal-data/fetch/<str:token>/", public_extracts.fetch, name="fetch"),
]
