"""Who appears at an event, whom to ask, and where to read more."""
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from home.models import Snippet, same_everywhere


class Audience(Snippet):
    """A group of people that events are for, by which the list of events is filtered."""

    name = models.CharField(_("name"), max_length=250, help_text=_("For example: Library staff"))

    panels = [FieldPanel("name")]
    search_fields = [index.AutocompleteField("name"), index.FilterField("locale_id")]

    class Meta(Snippet.Meta):
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Appearance(TranslatableMixin, Orderable):
    """A person who appears at an event, and in which role. The name is the same in every language."""

    class Role(models.TextChoices):
        """What one does there."""

        SPEAKER = "speaker", _("Speaker")
        PANELLIST = "panellist", _("Panellist")
        MODERATOR = "moderator", _("Moderator")
        HOST = "host", _("Host")
        PERFORMER = "performer", _("Performer")
        LEADER = "leader", _("Course leader")

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="appearances")
    name = models.CharField(_("name"), max_length=150, help_text=_("First and last name, without a title."))
    title = models.CharField(
        _("title and organisation"),
        max_length=250,
        blank=True,
        help_text=_("For example: Professor of criminology, the university"),
    )
    role = models.CharField(
        _("role"), max_length=12, choices=Role.choices, default=Role.SPEAKER,
        help_text=_("What he or she does there. For example: a moderator leads the conversation."),
    )
    about = models.TextField(
        _("about the person"), max_length=1000, blank=True, help_text=_("One or two sentences. Optional.")
    )

    override_translatable_fields = same_everywhere("name", "role", "sort_order")
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("title"), FieldPanel("role")]),
        FieldPanel("about"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("person appearing")
        verbose_name_plural = _("people appearing")

    def __str__(self) -> str:
        return self.get_role_display()


class EventContact(TranslatableMixin, Orderable):
    """A contact person of an event or a project; hangs on a page of any type, as questions do."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(
        "home.ContactPerson", on_delete=models.PROTECT, related_name="+", verbose_name=_("contact person"),
        help_text=_("Whom to ask about this very event. Somebody who answers while registration is open."),
    )

    override_translatable_fields = same_everywhere("person", "sort_order")
    panels = [FieldPanel("person")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("contact person of a page")
        verbose_name_plural = _("contact persons of a page")

    def __str__(self) -> str:
        return str(_("Contact person"))


class RelatedLink(TranslatableMixin, Orderable):
    """A page elsewhere that belongs to the event or project. Its address is the same in every language."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="related_links")
    title = models.CharField(
        _("words of the link"), max_length=250, help_text=_("Say where it leads. For example: The handbook")
    )
    url = models.URLField(_("address"), max_length=500, help_text=_("For example: https://www.example.org/handbook"))

    override_translatable_fields = same_everywhere("url", "sort_order")
    panels = [FieldRowPanel([FieldPanel("title"), FieldPanel("url")])]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("related link")
        verbose_name_plural = _("related links")

    def __str__(self) -> str:
        return self.title
