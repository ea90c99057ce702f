"""Public addresses of the forms floor, under the language prefix."""
from django.urls import path

from forms_app import views

app_name = "forms_app"
urlpatterns = [path("receipt/<str:token>/", views.receipt, name="receipt")]
