"""Public addresses of the events floor, under the language prefix."""
from django.urls import path

from events import changing_views, lost_link_views, stored_views, views
from events.invitations import views as invitation_views
from events.party import views as party_views

app_name = "events"
urlpatterns = [
    path("registration/<str:token>/", views.own_registration, name="registration"),
    path("registration/<str:token>/answers/", changing_views.change_answers, name="registration_answers"),
    path("registration/<str:token>/stored/", stored_views.everything_stored, name="registration_stored"),
    path("registration/<str:token>/party/", party_views.change_party, name="registration_party"),
    path("registration/<str:token>/<slug:act>/", views.confirm_act, name="registration_act"),
    path("invitation/<str:token>/", invitation_views.invitation, name="invitation"),
    path("invitation/<str:token>/yes/", invitation_views.accept, name="invitation_accept"),
    path("invitation/<str:token>/no/", invitation_views.decline, {"answer": "no"}, name="invitation_no"),
    path("invitation/<str:token>/stop/", invitation_views.decline, {"answer": "stopped"}, name="invitation_stop"),
    path("invitation/<str:token>/deputy/", invitation_views.deputy, name="invitation_deputy"),
    path("receipt/<str:token>/address/", changing_views.mistyped_address, name="mistyped"),
    path("at-the-door/", views.show_code, name="show_code"),
    path("lost-link/<uuid:event>/", lost_link_views.lost_link, name="lost_link"),
    path("lost-link/<uuid:event>/sent/", lost_link_views.lost_link_sent, name="lost_link_sent"),
]
