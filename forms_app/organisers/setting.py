"""Whether one wants the digest, under one's own account."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel

from forms_app import access
from forms_app.models import DigestReader


class DigestForm(forms.ModelForm):
    """On or off."""

    class Meta:
        model = DigestReader
        fields = ("wants_digest",)


class DigestPanel(BaseSettingsPanel):
    """The choice, for those who have a desk to read about."""

    name = "digest"
    title = _("Mail about the pages you look after")
    order = 250
    form_class = DigestForm

    def is_active(self) -> bool:
        """Shown to those who may read some answers, and to whoever has chosen before."""
        return access.may_open_desk(self.user) or DigestReader.objects.filter(user=self.user).exists()

    def get_form(self) -> Any:
        """The choice as it is stored, or the usual one."""
        stored = DigestReader.objects.filter(user=self.user).first() or DigestReader(user=self.user)
        posted = self.request.POST if self.request.method == "POST" else None
        return self.form_class(posted, instance=stored, prefix=self.name)
