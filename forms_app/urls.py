"""Public addresses of the forms floor, under the language prefix."""
from django.urls import path

from forms_app import views
from forms_app.evaluations import views as evaluation_views
from forms_app.later import views as later_views

app_name = "forms_app"
urlpatterns = [
    path("receipt/<str:token>/", views.receipt, name="receipt"),
    # What lies below stays out of every log (config.logs): keep the word.
    path("evaluation/", evaluation_views.enter, name="evaluation_enter"),
    path("evaluation/<str:code>/", evaluation_views.answer, name="evaluation"),
    path("evaluation/thanks/<int:page_id>/", evaluation_views.thanks, name="evaluation_thanks"),
    path("later/<str:token>/", later_views.later_questions, name="later"),
]
