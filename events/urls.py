"""Public addresses of the events floor, under the language prefix."""
from django.urls import path

from events import changing_views, lost_link_views, views

app_name = "events"
urlpatterns = [
    path("registration/<str:token>/", views.own_registration, name="registration"),
    path("registration/<str:token>/answers/", changing_views.change_answers, name="registration_answers"),
    path("registration/<str:token>/<slug:act>/", views.confirm_act, name="registration_act"),
    path("receipt/<str:token>/address/", changing_views.mistyped_address, name="mistyped"),
    path("lost-link/<uuid:event>/", lost_link_views.lost_link, name="lost_link"),
    path("lost-link/<uuid:event>/sent/", lost_link_views.lost_link_sent, name="lost_link_sent"),
]
