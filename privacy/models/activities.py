"""One row of the record of processing activities (GDPR 30)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.by_language import TextsField, wording

from .controllers import Controller
from .remembered import Remembered


class LegalBasis(models.TextChoices):
    """GDPR 6.1. Point f is not open to authorities."""

    LEGAL_OBLIGATION = "6.1c", _("Legal obligation (6.1 c)")
    PUBLIC_TASK = "6.1e", _("Task in the public interest (6.1 e)")
    CONSENT = "6.1a", _("Consent (6.1 a)")


class SpecialBasis(models.TextChoices):
    """GDPR 9.2, chosen once per activity."""

    NONE = "none", _("No special categories are asked for")
    PUBLIC_INTEREST = "9.2g", _("Substantial public interest (9.2 g) with national law")
    CONSENT = "9.2a", _("Explicit consent (9.2 a), which may be withdrawn")


class ProcessingActivity(Remembered):
    """Why a controller handles one kind of personal data."""

    controller = models.ForeignKey(
        Controller,
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name=_("controller"),
    )
    names = TextsField(verbose_name=_("name"), help_text=_("For example Events and courses."))
    purpose = TextsField(
        verbose_name=_("purpose"),
        multiline=True,
        help_text=_(
            "Completes the sentence “We use your data to …”, for example: handle your registration and hold the event."
        ),
    )
    legal_basis = models.CharField(
        max_length=10,
        choices=LegalBasis,
        default=LegalBasis.PUBLIC_TASK,
        verbose_name=_("legal basis"),
    )
    statute = TextsField(
        verbose_name=_("statute"),
        blank=True,
        help_text=_("The law or decision that gives the task."),
    )
    special_basis = models.CharField(
        max_length=10,
        choices=SpecialBasis,
        default=SpecialBasis.PUBLIC_INTEREST,
        verbose_name=_("basis for special categories"),
    )
    special_statute = TextsField(verbose_name=_("national provision on special categories"), blank=True)
    joint_controllers = TextsField(
        verbose_name=_("joint controllers"),
        blank=True,
        multiline=True,
        help_text=_("Who decides together with the controller why and how data are handled, if anybody does."),
    )
    recipients = TextsField(
        verbose_name=_("recipients"),
        blank=True,
        multiline=True,
        help_text=_("Who else receives the data, for example the caterer, who gets numbers only."),
    )
    processors = TextsField(
        verbose_name=_("processors"),
        blank=True,
        multiline=True,
        help_text=_("Who handles data for you under agreement. The provider of e-mail is one."),
    )
    transfers = TextsField(
        verbose_name=_("transfers outside the EU and EEA"),
        blank=True,
        multiline=True,
        help_text=_("Leave empty when there are none."),
    )

    class Meta:
        verbose_name = _("processing activity")
        verbose_name_plural = _("processing activities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(legal_basis__in=LegalBasis.values),
                name="activity_legal_basis_known",
            ),
            models.CheckConstraint(
                condition=models.Q(special_basis__in=SpecialBasis.values),
                name="activity_special_basis_known",
            ),
        ]

    def __str__(self) -> str:
        return wording(self.names, self.controller.language).text
