"""What the roof adds to the admin."""
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_account_menu_item")
def register_two_step_sign_in(request):
    """Lead from one's account in the admin to the authenticator app and the recovery codes."""
    return {
        "url": reverse("mfa_index"),
        "label": _("Sign in with two steps"),
        "help_text": _("Ask for a code from an app on your telephone besides the password."),
    }
