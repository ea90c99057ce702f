"""The address in the square on a receipt, on the face of the staff and before Wagtail's own, which asks to sign in."""
from django.urls import path

from events.desk import arrived

app_name = "events_door"
urlpatterns = [path("<str:token>/", arrived.arrived, name="arrived")]
