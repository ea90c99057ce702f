"""Who did what, without saying anything personal."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffReference(models.Model):
    """The random reference under which a member of staff stands in the audit log.

    The row is what is erased when she leaves; the events stay and name nobody.
    """

    ref = models.UUIDField(
        primary_key=True,
        default=uuid.uuid4,
        editable=False,
        verbose_name=_("reference"),
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="staff_reference",
        verbose_name=_("user"),
    )

    class Meta:
        verbose_name = _("staff reference")
        verbose_name_plural = _("staff references")

    def __str__(self) -> str:
        return str(self.ref)


class AuditEvent(models.Model):
    """One thing that was done. The database refuses to change it, and to delete it before its time."""

    at = models.DateTimeField(db_index=True, verbose_name=_("at"))
    action = models.CharField(max_length=60, db_index=True, verbose_name=_("action"))
    actor = models.UUIDField(null=True, db_index=True, verbose_name=_("actor"))
    subject_type = models.CharField(max_length=60, blank=True, verbose_name=_("kind of thing"))
    subject_id = models.CharField(max_length=64, blank=True, verbose_name=_("thing"))
    facts = models.JSONField(default=dict, verbose_name=_("facts"))
    keep_until = models.DateField(db_index=True, verbose_name=_("kept until"))

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_event_subject")]

    def __str__(self) -> str:
        return f"{self.action} {self.pk}"
