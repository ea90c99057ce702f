"""Downloaded files that are to be destroyed because what they hold has been destroyed here."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .disclosures import Disclosure
from .runs import DisposalRun


class CopyToDestroy(models.Model):
    """That whoever downloaded a file is asked to destroy it; once for each file, and whether she has. No name, no text.

    Gone with the disclosure, whose own date decides.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    disclosure = models.OneToOneField(
        Disclosure, on_delete=models.CASCADE, related_name="to_destroy", verbose_name=_("disclosure")
    )
    run = models.ForeignKey(
        DisposalRun, on_delete=models.PROTECT, related_name="copies", verbose_name=_("disposal run")
    )
    asked_at = models.DateTimeField(verbose_name=_("asked"))
    destroyed_at = models.DateTimeField(null=True, verbose_name=_("said to be destroyed"))
    destroyed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("said by")
    )

    class Meta:
        verbose_name = _("file to destroy")
        verbose_name_plural = _("files to destroy")

    def __str__(self) -> str:
        return f"copy {self.pk}"
