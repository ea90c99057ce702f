"""The authority that answers for personal data."""

import zoneinfo
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from privacy.by_language import TextsField, Wording, wording

from .remembered import Remembered


class Jurisdiction(models.TextChoices):
    """Whose law applies; a property of the controller, never of the language."""

    SE = "SE", _("Sweden")
    FI = "FI", _("Finland")


class RecordRegime(models.TextChoices):
    """Whose law on public records applies."""

    SE = "SE", _("Swedish public records")
    FI = "FI", _("Finnish official documents")
    NONE = "none", _("Not a public body")


class Sector(models.TextChoices):
    """What kind of body it is; periods of invoices and plans differ by it."""

    STATE = "state", _("State")
    REGION = "region", _("Region or wellbeing services county")
    MUNICIPALITY = "municipality", _("Municipality")
    OTHER = "other", _("Other")


def validate_time_zone(name: str) -> None:
    """Refuse what is not the name of a time zone."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("This is not the name of a time zone, such as Europe/Helsinki."))


telephone = RegexValidator(
    r"^\+?[0-9 ()-]{5,30}$",
    _("Write a telephone number with digits, for example +46 8 123 45 67."),
)


class Controller(Remembered):
    """One authority: in a region the board (*nämnd*), elsewhere the agency or municipality."""

    names = TextsField(
        verbose_name=_("name"),
        help_text=_("The authority's own name in each language, for example The Culture Committee."),
    )
    parent_names = TextsField(
        verbose_name=_("part of"),
        blank=True,
        help_text=_("The body that the authority belongs to, for example the region."),
    )
    language = models.CharField(
        max_length=10,
        verbose_name=_("main language"),
        help_text=_("The language in which the authority decides, for example sv."),
    )
    sector = models.CharField(max_length=20, choices=Sector, verbose_name=_("sector"))
    jurisdiction = models.CharField(
        max_length=2,
        choices=Jurisdiction,
        verbose_name=_("country whose law applies"),
        help_text=_("Decides the words of every notice and letter, in all languages."),
    )
    record_regime = models.CharField(max_length=10, choices=RecordRegime, verbose_name=_("law on public records"))
    time_zone = models.CharField(max_length=50, validators=[validate_time_zone], verbose_name=_("time zone"))
    email = models.EmailField(
        verbose_name=_("e-mail address"),
        help_text=_("Where people write with questions about their data."),
    )
    phone = models.CharField(
        max_length=30,
        validators=[telephone],
        verbose_name=_("telephone"),
        help_text=_("People with protected identity are asked to call this number."),
    )
    postal_address = models.CharField(max_length=200, blank=True, verbose_name=_("postal address"))
    officer_email = models.EmailField(
        verbose_name=_("data protection officer's e-mail address"),
        help_text=_("A shared mailbox is best: it stays when people change."),
    )
    officer_phone = models.CharField(
        max_length=30,
        blank=True,
        validators=[telephone],
        verbose_name=_("data protection officer's telephone"),
    )
    archives_authority = TextsField(
        verbose_name=_("archives authority"),
        blank=True,
        help_text=_("Who takes over what is preserved, for example the regional archives."),
    )
    court = TextsField(
        verbose_name=_("court of appeal for decisions"),
        blank=True,
        help_text=_("Named in Swedish decisions: the administrative court of the region, by its Swedish name."),
    )
    two_persons_runs = models.BooleanField(
        default=True,
        verbose_name=_("two persons for disposal"),
        help_text=_("Whoever proposes a disposal run may not approve it."),
    )
    two_persons_cases = models.BooleanField(
        default=False,
        verbose_name=_("two persons for requests"),
        help_text=_("Whoever prepares a case about somebody's data may not decide it."),
    )
    runs_by_clock = models.BooleanField(
        default=False,
        verbose_name=_("dispose by the clock"),
        help_text=_("Every night, under rules that an archivist has given a standing approval."),
    )
    backup_days = models.PositiveIntegerField(
        default=35,
        verbose_name=_("days that backups are kept"),
        help_text=_("Stands in protocols and letters: for so long, destroyed data remain in backups."),
    )

    class Meta:
        verbose_name = _("controller")
        verbose_name_plural = _("controllers")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(jurisdiction__in=Jurisdiction.values),
                name="controller_jurisdiction_known",
            ),
            models.CheckConstraint(
                condition=models.Q(record_regime__in=RecordRegime.values),
                name="controller_regime_known",
            ),
            models.CheckConstraint(
                condition=models.Q(sector__in=Sector.values),
                name="controller_sector_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name_in(self.language).text

    def name_in(self, language: str) -> Wording:
        """The authority's name in ``language``, else in its main language."""
        return wording(self.names, language, self.language)

    def local_date(self, now: datetime) -> date:
        """The date at the moment ``now`` where the authority is."""
        return now.astimezone(zoneinfo.ZoneInfo(self.time_zone)).date()
