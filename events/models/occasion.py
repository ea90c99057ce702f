"""One occasion of an event: when and where it takes place, and what became of it."""
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin

from events.completeness import wrong_in_occasion
from events.registration import Status
from events.times import Precision, When
from forms_app.panels import MorePanel
from home.models.snippets import same_everywhere


class Mode(models.TextChoices):
    """How one takes part."""

    IN_PERSON = "in_person", _("In the room")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("In the room and online")


#: What an editor may do with the text that stands there afterwards.
DOCUMENTATION = ["bold", "ul", "ol", "link", "document-link"]

#: The facts whose change a calendar must hear of.
TIMES = ("precision", "first_day", "start_time", "last_day", "end_time")
FACTS = (*TIMES, "mode", "place_id", "room", "join_link", "status")


class Occasion(TranslatableMixin, Orderable):
    """Once that an event takes place. Dates and times are local to the controller (events.times).

    ``translation_key`` is the occasion's lasting name: it is the same in every language and revision,
    and calendars know the occasion by it. ``join_link`` is for the confirmed only, never public.
    """

    PRECISIONS = [
        (Precision.EXACT.value, _("Day and time")),
        (Precision.DAY.value, _("Only the day")),
        (Precision.MONTH.value, _("Only the month")),
        (Precision.TERM.value, _("Only spring, summer or autumn")),
        (Precision.UNDECIDED.value, _("Nothing is decided")),
    ]
    STATUSES = [
        (Status.PLANNED.value, pgettext_lazy("status of an occasion", "Planned")),
        (Status.MOVED.value, pgettext_lazy("status of an occasion", "Moved to another time")),
        (Status.POSTPONED.value, pgettext_lazy("status of an occasion", "Postponed, no new date yet")),
        (Status.CANCELLED.value, pgettext_lazy("status of an occasion", "Cancelled")),
    ]

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="occasions")
    title = models.CharField(
        _("name"),
        max_length=150,
        blank=True,
        help_text=_("Only when there are several. For example: First meeting: where we stand"),
    )
    precision = models.CharField(
        _("what is decided"), max_length=10, choices=PRECISIONS, default=Precision.EXACT.value,
        help_text=_("An approximate date is better than none: visitors then see for example “spring 2027”."),
    )
    first_day = models.DateField(
        _("date"),
        null=True,
        blank=True,
        help_text=_("When only the month or the term is decided: any day in it."),
    )
    start_time = models.TimeField(_("starts at"), null=True, blank=True, help_text=_("For example: 10:00"))
    end_time = models.TimeField(_("ends at"), null=True, blank=True, help_text=_("For example: 15:00"))
    last_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Only when it ends on another day.")
    )
    mode = models.CharField(
        _("how one takes part"), max_length=10, choices=Mode.choices, default=Mode.IN_PERSON,
        help_text=_("Shown in lists, where visitors look for events online."),
    )
    place = models.ForeignKey(
        "home.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place"),
        help_text=_("Its address, map and access are shown too. A place that is not in the list is made once."),
    )
    room = models.CharField(_("room"), max_length=250, blank=True, help_text=_("For example: Hall A, second floor"))
    join_link = models.URLField(
        _("link to take part online"),
        max_length=500,
        blank=True,
        help_text=_("Sent only to those who have a place. Never shown on the page."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=STATUSES, default=Status.PLANNED.value,
        help_text=_("Change it when something happens; do not delete the occasion. The page then says so first."),
    )
    documentation = RichTextField(
        _("documentation"),
        features=DOCUMENTATION,
        blank=True,
        help_text=_(
            "Afterwards: what was said, and links to presentations and notes. It stands on the page below this time."
        ),
    )
    previous_day = models.DateField(null=True, blank=True, editable=False)
    previous_time = models.TimeField(null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    earliest_day = models.DateField(null=True, editable=False)
    latest_day = models.DateField(null=True, editable=False)

    override_translatable_fields = same_everywhere(
        "precision", "first_day", "start_time", "end_time", "last_day", "mode", "place", "join_link", "status",
        "sort_order",
    )
    panels = [
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("room")]),
        FieldRowPanel([FieldPanel("mode"), FieldPanel("join_link")]),
        FieldRowPanel([FieldPanel("precision"), FieldPanel("status")]),
        MorePanel([FieldPanel("title"), FieldPanel("documentation")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        indexes = [models.Index(fields=["latest_day", "earliest_day"], name="events_occasion_days")]
        constraints = [
            models.CheckConstraint(
                name="events_occasion_ends_after_it_starts",
                condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("first_day")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.first_day or _("Date to be decided"))

    def save(self, *args, **kwargs):
        """Write the occasion with the days it spans, by which lists are sorted."""
        when = self.when(ZoneInfo("UTC"))
        self.earliest_day, self.latest_day = when.earliest_day, when.latest_day
        return super().save(*args, **kwargs)

    def clean(self):
        """Refuse what contradicts itself; what is only missing is asked for when publishing."""
        super().clean()
        if wrong := wrong_in_occasion(self):
            raise ValidationError(wrong)

    def when(self, zone: ZoneInfo) -> When:
        """Its time as a value, in the controller's zone."""
        return When(
            precision=Precision(self.precision),
            zone=zone,
            first_day=self.first_day,
            start_time=self.start_time,
            last_day=self.last_day,
            end_time=self.end_time,
        )

    def previous(self, zone: ZoneInfo) -> When | None:
        """When it was to start before it was moved, or None."""
        if self.previous_day is None:
            return None
        precision = Precision.EXACT if self.previous_time else Precision.DAY
        return When(precision, zone, self.previous_day, self.previous_time)

    def begin_anew(self) -> None:
        """Be the occasion of another year: nothing has become of it yet, and its link is not the old one."""
        self.status, self.sequence = Status.PLANNED.value, 0
        self.previous_day, self.previous_time = None, None
        self.documentation, self.join_link = "", ""
        if self.first_day is None:
            self.precision, self.last_day = Precision.UNDECIDED.value, None

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    def carry_over(self, published: "Occasion") -> None:
        """Continue the numbering of the occasion as last published.

        A change of time, place or status takes the next sequence number; a new start remembers the old
        one and the occasion counts as moved. What was only roughly known has not moved when it is decided.
        Revisions know nothing of this and cannot undo it.
        """
        self.sequence = published.sequence
        self.previous_day, self.previous_time = published.previous_day, published.previous_time
        before, now = published.when(ZoneInfo("UTC")), self.when(ZoneInfo("UTC"))
        is_new = (published.first_day, published.start_time) != (self.first_day, self.start_time)
        if is_new and before.has_day and not now.settles(before):
            self.previous_day, self.previous_time = published.first_day, published.start_time
        if self.previous_day and self.status == Status.PLANNED:
            self.status = Status.MOVED.value
        if any(getattr(published, name) != getattr(self, name) for name in FACTS):
            self.sequence += 1
