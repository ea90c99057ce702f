"""That a submission was moved in from the list of another system: from which, and what was told there."""
from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forms_app.models.submissions import Submission


class MovedIn(models.Model):
    """Where a submission comes from, and the keyed digest of its row, by which no row is moved in twice."""

    class System(models.TextChoices):
        """What the list was taken out of."""

        LYYTI = "lyyti", "Lyyti"
        MAGNET = "magnet", "Magnet"
        WEBROPOL = "webropol", "Webropol"
        EXCEL = "excel", _("A list in Excel")
        OTHER = "other", _("Another system")

    submission = models.OneToOneField(
        Submission, on_delete=models.CASCADE, primary_key=True, related_name="moved_in", verbose_name=_("submission")
    )
    digest = models.CharField(_("digest of the row"), max_length=64, unique=True)
    person = models.CharField(_("digest of her name and address"), max_length=64, blank=True, db_index=True)
    system = models.CharField(_("system"), max_length=10, choices=System)
    since = models.DateField(_("in that system since"), null=True, blank=True)
    notice_on = models.DateField(_("notice given on"), null=True, blank=True)
    notice = models.CharField(_("which notice was given"), max_length=200)

    class Meta:
        verbose_name = _("origin of a submission that was moved in")
        verbose_name_plural = _("origins of submissions that were moved in")
        constraints = [
            models.CheckConstraint(
                condition=Q(system__in=["lyyti", "magnet", "webropol", "excel", "other"]),
                name="forms_app_movedin_system_is_known",
            ),
            models.CheckConstraint(condition=~Q(notice=""), name="forms_app_movedin_tells_of_the_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.digest[:12]}"


class ErasedRow(models.Model):
    """That a row of a list was moved in and has been destroyed since: an old list does not bring it back.

    ``digest`` is keyed, of the row or of whom it was about: it tells nobody who that was, and is deleted with the
    page or when ``until`` has passed.
    """

    digest = models.CharField(_("digest"), primary_key=True, max_length=64)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    until = models.DateField(_("until"), db_index=True)

    class Meta:
        verbose_name = _("row of a list that is not moved in again")
        verbose_name_plural = _("rows of lists that are not moved in again")

    def __str__(self) -> str:
        return f"erased row {self.digest[:12]}"
