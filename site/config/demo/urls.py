"""Addresses that only the demo has."""
from django.urls import path

from . import views

urlpatterns = [
    path("mails/", views.mail_list, name="demo_mails"),
    path("mails/<str:name>/", views.mail, name="demo_mail"),
    path("mails/<str:name>/html/", views.mail_html, name="demo_mail_html"),
    path("mails/<str:name>/attachments/<int:number>/", views.mail_attachment, name="demo_mail_attachment"),
]
