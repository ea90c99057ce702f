"""What was sent in a case, exactly as it was sent."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.contracts import Refusal

from .requests import RightsRequest


class LetterKind(models.TextChoices):
    """Which letter."""

    RECEIVED = "received", _("We have received your request")
    ASK_IDENTITY = "ask_identity", _("We need to know who you are")
    EXTENSION = "extension", _("We need more time")
    ANSWER = "answer", _("Decision or reply")
    LIFTED = "lifted", _("The restriction ends")
    EXTRACT = "extract", _("Your extract is ready")


def _refusal() -> Refusal:
    return Refusal([_("This letter has been sent. What was sent is a public record and is never changed.")])


class LetterQuerySet(models.QuerySet["DecisionLetter"]):
    """Letters, chosen."""

    def frozen(self) -> "LetterQuerySet":
        """Those that have left the house."""
        return self.exclude(frozen_at=None)

    def update(self, **columns: Any) -> int:
        """Change drafts.

        :raises Refusal: when one of the letters is frozen.
        """
        if not columns.keys() <= DecisionLetter.LOOSE and self.frozen().exists():
            raise _refusal()
        return super().update(**columns)

    def bulk_update(self, objs: Iterable["DecisionLetter"], *args: Any, **kwargs: Any) -> int:
        """Change drafts; the same refusal."""
        letters: list[Any] = list(objs)
        if self.model._default_manager.filter(pk__in=[letter.pk for letter in letters]).exclude(frozen_at=None):
            raise _refusal()
        return super().bulk_update(letters, *args, **kwargs)


class DecisionLetter(models.Model):
    """A letter of a case in one language; once frozen it never changes: a public record with its template and hash.

    Save and update refuse it in words; the database refuses it whoever asks (``privacy.triggers``).
    """

    #: What may still change on a frozen letter: who signed it is forgotten with her account.
    LOOSE = frozenset({"signed_by", "signed_by_id"})

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

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of a case")
        verbose_name_plural = _("letters of cases")
        constraints = [
            models.UniqueConstraint(fields=["request", "kind", "language"], name="letter_once_per_language"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a draft, or freeze it.

        :raises Refusal: when the stored letter is frozen.
        """
        if type(self).objects.filter(pk=self.pk).frozen().exists():
            raise _refusal()
        super().save(*args, **kwargs)
