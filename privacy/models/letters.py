"""What was sent in a case, exactly as it was sent."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .requests import RightsRequest


class LetterKind(models.TextChoices):
    """Which letter."""

    RECEIVED = "received", _("We have received your request")
    ASK_IDENTITY = "ask_identity", _("We need to know who you are")
    EXTENSION = "extension", _("We need more time")
    ANSWER = "answer", _("Decision or reply")
    LIFTED = "lifted", _("The restriction ends")
    EXTRACT = "extract", _("Your extract is ready")


class DecisionLetter(models.Model):
    """A letter of a case in one language; once frozen it never changes: a public record with its template and hash."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="letters", verbose_name=_("case"))
    kind = models.CharField(max_length=20, choices=LetterKind, verbose_name=_("letter"))
    language = models.CharField(max_length=10, verbose_name=_("language"))
    authoritative = models.BooleanField(default=True, verbose_name=_("decides if the languages differ"))
    template_version = models.CharField(max_length=40, verbose_name=_("version of the wording"))
    html = models.TextField(verbose_name=_("the letter"))
    digest = models.CharField(max_length=64, blank=True, verbose_name=_("SHA-256"))
    made_at = models.DateTimeField(verbose_name=_("made at"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("signed by")
    )
    frozen_at = models.DateTimeField(null=True, verbose_name=_("sent or handed over"))
    sent_by_post = models.BooleanField(default=False, verbose_name=_("sent on paper"))

    class Meta:
        verbose_name = _("letter of a case")
        verbose_name_plural = _("letters of cases")
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "language"], name="letter_once_per_language"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"
