"""A file that came with an answer. Its name stands among the answers; the file itself in private storage."""
from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms_app.files import store
from forms_app.files.judging import KINDS, FileKind
from forms_app.models.submissions import Submission


class SubmittedFile(models.Model):
    """One file. Its id is its name on the disk; never made but by ``forms_app.submissions.record``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(
        Submission, on_delete=models.CASCADE, related_name="files", verbose_name=_("submission")
    )
    key = models.CharField(_("question key"), max_length=16)
    kind = models.CharField(_("kind of file"), max_length=8, choices=[(kind.key, kind.name) for kind in KINDS.values()])
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("checksum"), max_length=64)

    class Meta:
        verbose_name = _("file sent along")
        verbose_name_plural = _("files sent along")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="forms_app_file_kind_is_known"),
            models.CheckConstraint(condition=Q(size__gt=0), name="forms_app_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def file_kind(self) -> FileKind:
        """The kind with all that it implies."""
        return KINDS[self.kind]

    def content(self) -> bytes:
        """All of it.

        :raises FileNotFoundError: when it is gone.
        """
        return store.found(self.pk, self.kind).read_bytes()
