"""Public addresses of the events floor, under the language prefix."""
from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("registration/<str:token>/", views.own_registration, name="registration"),
    path("registration/<str:token>/<slug:act>/", views.confirm_act, name="registration_act"),
]
