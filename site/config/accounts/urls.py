"""The addresses of signing in. What allauth offers beyond them is shut."""
from django.urls import include, path, re_path

from config.errors import not_found

from .views import StaffLoginView

urlpatterns = [
    path("login/", StaffLoginView.as_view(), name="account_login"),
    re_path(r"^(signup|email|confirm-email|password/set|password/change|login/code)/", not_found),
    path("", include("allauth.urls")),
]
