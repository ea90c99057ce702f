"""Who has decided that public records may be destroyed."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .controllers import Controller
from .remembered import Remembered


class AuthorityKind(models.TextChoices):
    """What gives the right to dispose of public records."""

    DISPOSAL_DECISION = "disposal_decision", _("Disposal decision")
    APPLICATION_DECISION = (
        "application_decision",
        _("Decision applying a general disposal authority"),
    )
    RECORDS_PLAN = "records_plan", _("Records plan")
    STATUTE = "statute", _("Statute")


class DisposalAuthority(Remembered):
    """The decision that allows public records to be destroyed. Without one, no rule acts."""

    controller = models.ForeignKey(
        Controller,
        on_delete=models.PROTECT,
        related_name="authorities",
        verbose_name=_("controller"),
    )
    kind = models.CharField(max_length=30, choices=AuthorityKind, verbose_name=_("kind"))
    reference = models.CharField(
        max_length=100,
        verbose_name=_("reference"),
        help_text=_("The number of the decision, as people can ask for it."),
    )
    decided_by = models.CharField(
        max_length=200,
        verbose_name=_("decided by"),
        help_text=_("The body that decided, not a person."),
    )
    decided_on = models.DateField(verbose_name=_("decided on"))
    valid_from = models.DateField(verbose_name=_("valid from"))
    valid_to = models.DateField(null=True, blank=True, verbose_name=_("valid to"))
    replaced_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    document_type = models.CharField(max_length=200, verbose_name=_("type of document"))
    classification = models.CharField(max_length=100, blank=True, verbose_name=_("classification"))

    class Meta:
        verbose_name = _("disposal authority")
        verbose_name_plural = _("disposal authorities")
        constraints = [
            models.UniqueConstraint(fields=["controller", "reference"], name="authority_reference_unique"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="authority_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def is_valid_on(self, day: date) -> bool:
        """Whether the authority may be relied on that day."""
        ended = self.valid_to is not None and self.valid_to < day
        return self.valid_from <= day and not ended and self.replaced_by_id is None
