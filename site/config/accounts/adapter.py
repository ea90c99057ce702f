"""What Kallelse asks of allauth: accounts are made by an administrator, and limits need not know addresses."""
from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import truncate_ip
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class StaffAdapter(DefaultAccountAdapter):
    """No one signs up; limits tell clients apart by a digest, since they are kept in the cache."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return salted_hmac("kallelse.limits", truncate_ip(super().get_client_ip(request))).hexdigest()
