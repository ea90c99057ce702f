"""The keyed digests by which a person is found without reading the answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SubjectKey(models.Model):
    """HMAC-SHA256 of one normalised address or number beside one record. Dies with the record."""

    class Kind(models.TextChoices):
        EMAIL = "email", _("E-mail address")
        PHONE = "phone", _("Telephone number")

    record = models.UUIDField(db_index=True, verbose_name=_("record"))
    kind = models.CharField(max_length=10, choices=Kind, verbose_name=_("kind"))
    key_number = models.PositiveIntegerField(verbose_name=_("key number"))
    digest = models.CharField(max_length=64, verbose_name=_("digest"))

    class Meta:
        verbose_name = _("subject key")
        verbose_name_plural = _("subject keys")
        constraints = [
            models.UniqueConstraint(fields=["digest", "kind", "record"], name="subject_key_once_per_record"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["email", "phone"]),
                name="subject_key_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return f"subject key {self.pk}"
