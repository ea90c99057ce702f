"""How long data are kept."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from privacy import rules
from privacy.contracts import PrivacyClass, QuestionKind

from .activities import ProcessingActivity
from .authorities import DisposalAuthority
from .remembered import Remembered


class SelectorChoice(models.TextChoices):
    """``rules.Selector`` with words."""

    RECORD = rules.Selector.RECORD.value, _("The whole record")
    PRIVACY_CLASS = (
        rules.Selector.PRIVACY_CLASS.value,
        _("Answers of one privacy class"),
    )
    QUESTION = rules.Selector.QUESTION.value, _("Answers to one ready-made question")
    MINOR = rules.Selector.MINOR.value, _("Records of minor importance")
    EVALUATION = rules.Selector.EVALUATION.value, _("Answers to an anonymous evaluation")
    INVITATION = rules.Selector.INVITATION.value, _("Invitations")


class AnchorChoice(models.TextChoices):
    """``rules.Anchor`` with words."""

    LAST_OCCASION_END = (
        rules.Anchor.LAST_OCCASION_END.value,
        _("End of the last occasion"),
    )
    LAST_FOLLOW_UP = rules.Anchor.LAST_FOLLOW_UP.value, _("Last follow-up; the last occasion where there is none")
    PROJECT_END = rules.Anchor.PROJECT_END.value, _("End of the project")
    SUBMITTED = rules.Anchor.SUBMITTED.value, _("Submission")
    REGISTRATION_CLOSED = (
        rules.Anchor.REGISTRATION_CLOSED.value,
        _("Closing of the registration"),
    )
    CASE_CLOSED = rules.Anchor.CASE_CLOSED.value, _("Closing of the case")
    FINAL_PAYMENT_YEAR_END = (
        rules.Anchor.FINAL_PAYMENT_YEAR_END.value,
        _("End of the year of the last payment"),
    )
    LAST_PUBLISHED = rules.Anchor.LAST_PUBLISHED.value, _("Last publication")
    CONSENT_WITHDRAWN = rules.Anchor.CONSENT_WITHDRAWN.value, _("Withdrawal of consent")
    MANUAL = rules.Anchor.MANUAL.value, _("A date entered by hand")


class RoundingChoice(models.TextChoices):
    """``rules.Rounding`` with words."""

    DAY = rules.Rounding.DAY.value, _("To the day")
    YEAR_END = rules.Rounding.YEAR_END.value, _("To the end of the year")


class ActionChoice(models.TextChoices):
    """``rules.Action`` with words."""

    BLANK = rules.Action.BLANK.value, _("Blank the value")
    GENERALISE = rules.Action.GENERALISE.value, _("Keep numbers only")
    DELETE = rules.Action.DELETE.value, _("Delete the record")
    TRANSFER = rules.Action.TRANSFER.value, _("Transfer to the archives")
    PRESERVE = rules.Action.PRESERVE.value, _("Preserve permanently")


class PrivacyClassChoice(models.TextChoices):
    """``contracts.PrivacyClass`` with words."""

    PERSONAL = PrivacyClass.PERSONAL.value, _("Personal data")
    SPECIAL = PrivacyClass.SPECIAL.value, _("Special categories")
    IDENTITY_NUMBER = PrivacyClass.IDENTITY_NUMBER.value, _("Personal identity number")
    FREE_TEXT = PrivacyClass.FREE_TEXT.value, _("Free text")
    NONE = PrivacyClass.NONE.value, _("Not personal data")


class QuestionKindChoice(models.TextChoices):
    """``contracts.QuestionKind`` with words."""

    NAME = QuestionKind.NAME.value, _("Name")
    TITLE = QuestionKind.TITLE.value, _("Title")
    ORGANISATION = QuestionKind.ORGANISATION.value, _("Organisation")
    EMAIL = QuestionKind.EMAIL.value, _("E-mail")
    TELEPHONE = QuestionKind.TELEPHONE.value, _("Telephone")
    DIET = QuestionKind.DIET.value, _("Special diet")
    ACCESS = QuestionKind.ACCESS.value, _("Access needs")
    INVOICE = QuestionKind.INVOICE.value, _("Invoice details")
    STATEMENT = QuestionKind.STATEMENT.value, _("Statement to agree to")
    NEXT_TIME = QuestionKind.NEXT_TIME.value, _("Tell me about next time")


def validate_period(period: str) -> None:
    """Refuse what is not a whole number of years, months, weeks or days."""
    try:
        rules.parse_period(period)
    except ValueError:
        raise ValidationError(
            _("Write the period as ISO 8601, for example P7D for seven days or P2Y for two years.")
        ) from None


class RuleQuerySet(models.QuerySet["RetentionRule"]):
    """Rules, chosen."""

    def in_force(self) -> "RuleQuerySet":
        """The latest version of each rule."""
        return self.filter(successor__isnull=True)


class RetentionRule(Remembered):
    """How long one kind of answer is kept. A version never changes: a change is a new version."""

    #: What decides when and how a value goes; fixed once the row is stored.
    FIXED = (
        "activity_id", "selector", "privacy_class", "question_kind", "anchor", "falls_back", "period",
        "rounding", "action", "fallback_age", "version", "replaces_id",
    )  # fmt: skip

    #: What the rule speaks of; the same in all its versions.
    PART = ("activity_id", "selector", "privacy_class", "question_kind")

    activity = models.ForeignKey(
        ProcessingActivity,
        on_delete=models.PROTECT,
        related_name="rules",
        verbose_name=_("activity"),
    )
    selector = models.CharField(max_length=20, choices=SelectorChoice, verbose_name=_("applies to"))
    privacy_class = models.CharField(
        max_length=20,
        choices=PrivacyClassChoice,
        blank=True,
        verbose_name=_("privacy class"),
    )
    question_kind = models.CharField(
        max_length=50, choices=QuestionKindChoice, blank=True, verbose_name=_("ready-made question")
    )
    anchor = models.CharField(max_length=30, choices=AnchorChoice, verbose_name=_("counted from"))
    falls_back = models.BooleanField(
        default=True,
        verbose_name=_("otherwise from closing or submission"),
        help_text=_("Without this, a missing date means that nothing is destroyed until somebody enters it."),
    )
    period = models.CharField(
        max_length=20,
        blank=True,
        validators=[validate_period],
        verbose_name=_("period"),
        help_text=_("ISO 8601, for example P7D, P1M or P2Y. Empty only when preserved."),
    )
    rounding = models.CharField(
        max_length=10,
        choices=RoundingChoice,
        default=RoundingChoice.DAY,
        verbose_name=_("rounding"),
    )
    action = models.CharField(max_length=20, choices=ActionChoice, verbose_name=_("action"))
    fallback_age = models.CharField(
        max_length=20,
        default="P5Y",
        validators=[validate_period],
        verbose_name=_("proposed after, without a date"),
        help_text=_("A record without any date is proposed for disposal at this age, never disposed of by itself."),
    )
    version = models.PositiveIntegerField(default=1, editable=False, verbose_name=_("version"))
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="successor",
        verbose_name=_("replaces"),
    )
    authority = models.ForeignKey(
        DisposalAuthority,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="rules",
        verbose_name=_("disposal authority"),
    )
    armed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("armed by"),
    )
    armed_at = models.DateTimeField(null=True, blank=True, editable=False, verbose_name=_("armed at"))
    standing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("standing approval by"),
    )
    standing_at = models.DateTimeField(null=True, blank=True, editable=False, verbose_name=_("standing approval at"))

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(authority__isnull=True, armed_at__isnull=True)
                | Q(authority__isnull=False, armed_at__isnull=False),
                name="rule_armed_by_authority",
            ),
            models.CheckConstraint(
                condition=(Q(selector="privacy_class") & ~Q(privacy_class="") & Q(question_kind=""))
                | (Q(selector="question") & Q(privacy_class="") & ~Q(question_kind=""))
                | Q(
                    selector__in=["record", "minor", "evaluation", "invitation"], privacy_class="", question_kind=""
                ),
                name="rule_selector_complete",
            ),
            models.CheckConstraint(
                condition=Q(action="preserve", period="") | (~Q(action="preserve") & ~Q(period="")),
                name="rule_period_unless_preserved",
            ),
            models.CheckConstraint(
                condition=Q(version=1, replaces__isnull=True) | Q(version__gt=1, replaces__isnull=False),
                name="rule_version_follows",
            ),
            models.CheckConstraint(condition=Q(anchor__in=AnchorChoice.values), name="rule_anchor_known"),
            models.CheckConstraint(condition=Q(action__in=ActionChoice.values), name="rule_action_known"),
            models.CheckConstraint(
                condition=Q(rounding__in=RoundingChoice.values),
                name="rule_rounding_known",
            ),
        ]

    def __str__(self) -> str:
        return " ".join(filter(None, [self.covers(), self.period, f"v{self.version}"]))

    @admin.display(description=_("applies to"))
    def covers(self) -> str:
        """What the rule speaks of, in words."""
        if self.selector == SelectorChoice.PRIVACY_CLASS:
            return str(self.get_privacy_class_display())
        if self.selector == SelectorChoice.QUESTION:
            return str(self.get_question_kind_display())
        return str(self.get_selector_display())

    @property
    def is_armed(self) -> bool:
        """Whether an authority has been recorded, so that the rule may act and be promised."""
        return self.authority_id is not None

    def clean(self) -> None:
        """Say in words what the constraints demand."""
        preserved = self.action == ActionChoice.PRESERVE
        if preserved and self.period:
            raise ValidationError({"period": _("What is preserved has no period.")})
        if not preserved and not self.period:
            raise ValidationError({"period": _("Write how long the data are kept.")})
        if (self.selector == SelectorChoice.PRIVACY_CLASS) != bool(self.privacy_class):
            raise ValidationError({"privacy_class": _("Choose a privacy class only for a rule on one class.")})
        if (self.selector == SelectorChoice.QUESTION) != bool(self.question_kind):
            raise ValidationError({"question_kind": _("Name a question only for a rule on one question.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the rule.

        :raises ValidationError: when a stored version would be changed.
        """
        before = type(self).objects.filter(pk=self.pk).values(*self.FIXED).first() if self.pk else None
        if before and any(before[name] != getattr(self, name) for name in self.FIXED):
            raise ValidationError(_("A stored rule never changes: make a new version of it."))
        super().save(*args, **kwargs)
