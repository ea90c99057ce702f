"""The copy of a person's data that was made for her."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .requests import RightsRequest


class ExtractPackage(models.Model):
    """A copy of a person's data made for her, kept in private storage until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.OneToOneField(
        RightsRequest, on_delete=models.CASCADE, related_name="extract", verbose_name=_("case")
    )
    file_name = models.CharField(max_length=100, verbose_name=_("file"))  # below KALLELSE_PRIVATE/extracts
    digest = models.CharField(max_length=64, verbose_name=_("SHA-256"))
    made_at = models.DateTimeField(verbose_name=_("made at"))
    expires_at = models.DateTimeField(db_index=True, verbose_name=_("expires at"))
    fetched = models.PositiveIntegerField(default=0, verbose_name=_("times fetched"))

    class Meta:
        verbose_name = _("extract")
        verbose_name_plural = _("extracts")

    def __str__(self) -> str:
        return f"extract {self.pk}"
