"""What left the house: a list or a file that somebody took along, to whom, why and how much of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .activities import ProcessingActivity
from .controllers import Controller


class DisclosureKind(models.TextChoices):
    """In what way data left the site."""

    EXPORT = "export", _("Answers downloaded as a file")
    BOOKING = "booking", _("Something ordered for one person")
    NUMBERS = "numbers", _("Numbers without names")


class DisclosurePurpose(models.TextChoices):
    """What it is for. A code, so that the log can name it and every language say it."""

    ATTENDANCE = "attendance", _("The list at the door")
    BADGES = "badges", _("Name badges")
    CATERING = "catering", _("Food and drink")
    ACCESS = "access", _("Access to the event")
    INVOICING = "invoicing", _("Invoices")


class DisclosedTo(models.TextChoices):
    """Who gets it: a colleague who holds the event, an organisation, or somebody who need not say who she is."""

    SELF = "self", _("Myself or my colleagues, for this event")
    ORGANISATION = "organisation", _("An organisation outside ours")
    ANONYMOUS = "anonymous", _("Somebody who did not say who she is")  # TF 2:18: nobody has to


class Disclosure(models.Model):
    """One handing out of data about the people of one form or event (GDPR 15.1 c, 19). Insert-only.

    Of a list no record is named: ``group`` says whose people they are, and ``at`` when the data were read. Whoever
    came in before and stood in no way aside may be among them (``privacy.disclosures.disclosures_about``). What was
    ordered for one person has her record as its ``group``.
    """

    controller = models.ForeignKey(
        Controller, on_delete=models.PROTECT, related_name="+", verbose_name=_("controller")
    )
    activity = models.ForeignKey(
        ProcessingActivity, on_delete=models.PROTECT, related_name="+", verbose_name=_("activity")
    )
    kind = models.CharField(max_length=10, choices=DisclosureKind, verbose_name=_("kind"))
    at = models.DateTimeField(db_index=True, verbose_name=_("at"))
    by = models.UUIDField(null=True, verbose_name=_("by"))  # a StaffReference, as in the audit log
    given_to = models.CharField(max_length=12, choices=DisclosedTo, verbose_name=_("given to"))
    recipient = models.CharField(max_length=120, blank=True, verbose_name=_("organisation"))
    purpose = models.CharField(max_length=12, choices=DisclosurePurpose, verbose_name=_("purpose"))
    columns = models.JSONField(default=list, verbose_name=_("columns by key"))
    special = models.BooleanField(default=False, verbose_name=_("with sensitive data"))
    rows = models.PositiveIntegerField(verbose_name=_("rows"))
    group = models.UUIDField(verbose_name=_("form or event"))  # a translation key, or a record
    keep_until = models.DateField(db_index=True, verbose_name=_("kept until"))

    class Meta:
        verbose_name = _("disclosure")
        verbose_name_plural = _("disclosures")
        indexes = [models.Index(fields=["group", "at"], name="disclosure_of_group")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DisclosureKind.values), name="disclosure_kind_known"),
            models.CheckConstraint(condition=Q(purpose__in=DisclosurePurpose.values), name="disclosure_purpose_known"),
            models.CheckConstraint(
                condition=(Q(given_to="organisation") & ~Q(recipient=""))
                | Q(given_to__in=["self", "anonymous"], recipient=""),
                name="disclosure_recipient_named_if_organisation",
            ),
        ]

    def __str__(self) -> str:
        return f"disclosure {self.pk}"
