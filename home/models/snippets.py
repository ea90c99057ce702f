"""People and places that many pages name."""
from functools import partial
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home import publishing, translations


def same_everywhere(*names: str) -> list[SynchronizedField]:
    """Fields that every language takes from the original and none may change."""
    return [SynchronizedField(name, overridable=False) for name in names]


class Snippet(DraftStateMixin, RevisionMixin, TranslatableMixin, index.Indexed, models.Model):
    """Something many pages name. A translation of it is a draft until all its words are translated."""

    override_translatable_fields = same_everywhere("first_published_at", "go_live_at", "expire_at")

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; the translations of a live original follow after the commit.

        :raises home.publishing.PublishingRefused: when a live translation has words that are not translated.
        """
        writes_live = self.live and kwargs.get("update_fields") is None
        if writes_live and self.pk:
            publishing.refuse_untranslated(self)
        super().save(*args, **kwargs)
        if writes_live:
            transaction.on_commit(partial(translations.follow, self), robust=True)

    def publishing_refusals(self) -> list[str]:
        """Why it may not go live, in whole sentences; empty when it may."""
        return translations.gaps_of(self)


class ContactPerson(Snippet):
    """A person whom the public may ask. Name, telephone and e-mail are the same in every language.

    ``str()`` tells the role, never the name: it ends up in logs and in translation records.
    """

    name = models.CharField(_("name"), max_length=150, help_text=_("First and last name, without a title."))
    role = models.CharField(
        _("role"), max_length=250, blank=True, help_text=_("For example: Project coordinator")
    )
    organisation = models.CharField(
        _("organisation"),
        max_length=250,
        blank=True,
        help_text=_("When it is another one than the body of the page."),
    )
    telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("For example: +46 40 123 45 67")
    )
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Shown on the page. For example: name@example.org"))

    override_translatable_fields = [
        *Snippet.override_translatable_fields,
        *same_everywhere("name", "telephone", "email"),
    ]

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
    ]
    search_fields = [
        index.AutocompleteField("name"),
        index.SearchField("role"),
        index.SearchField("organisation"),
        index.FilterField("locale_id"),
    ]

    class Meta(Snippet.Meta):
        verbose_name = _("contact person")
        verbose_name_plural = _("contact persons")

    def __str__(self) -> str:
        described = ", ".join(filter(None, [self.role, self.organisation]))
        return described or str(_("Contact person %(number)s") % {"number": self.pk})


class Place(Snippet):
    """Where something happens, how to find it and whether everyone can get in."""

    class Access(models.TextChoices):
        """What is known about one kind of access."""

        UNKNOWN = "", _("Not known")
        YES = "yes", _("Yes")
        NO = "no", _("No")

    name = models.CharField(_("name"), max_length=250, help_text=_("For example: The city library"))
    street_address = models.CharField(
        _("street address"), max_length=250, blank=True, help_text=_("For example: Library Street 4")
    )
    postal_code = models.CharField(
        _("postal code"), max_length=20, blank=True, help_text=_("For example: 205 06")
    )
    city = models.CharField(
        _("town"), max_length=250, blank=True, help_text=_("The name that people here use. For example: Malmö")
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        choices=[("SE", _("Sweden")), ("FI", _("Finland"))],
        default="SE",
        help_text=_("Calendars and maps read it together with the address."),
    )
    rooms = models.TextField(
        _("rooms"), blank=True, help_text=_("One on each line, with how to find it. For example: Hall A, second floor")
    )
    map_url = models.URLField(
        _("link to a map"), blank=True,
        help_text=_("The address of the place in a map service, copied from the browser."),
    )
    directions = models.TextField(
        _("how to get there"), blank=True,
        help_text=_("For example: Bus 3 stops outside. From the station it is a walk of ten minutes."),
    )
    step_free = models.CharField(
        _("step-free"), max_length=3, choices=Access.choices, blank=True,
        help_text=_("Whether one comes from the street to the room without a step."),
    )
    hearing_loop = models.CharField(
        _("hearing loop"), max_length=3, choices=Access.choices, blank=True,
        help_text=_("Whether the room has a loop that works with hearing aids."),
    )
    accessible_toilet = models.CharField(
        _("accessible toilet"), max_length=3, choices=Access.choices, blank=True,
        help_text=_("Whether there is a toilet that one reaches and uses in a wheelchair."),
    )
    access_note = models.TextField(
        _("more about access"), blank=True, help_text=_("For example: The lift is by the east entrance.")
    )

    override_translatable_fields = [
        *Snippet.override_translatable_fields,
        *same_everywhere("postal_code", "country", "map_url", "step_free", "hearing_loop", "accessible_toilet"),
    ]

    panels = [
        FieldPanel("name"),
        FieldPanel("street_address"),
        FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city"), FieldPanel("country")]),
        FieldPanel("rooms"),
        FieldPanel("map_url"),
        FieldPanel("directions"),
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("step_free"), FieldPanel("hearing_loop"), FieldPanel("accessible_toilet")]
                ),
                FieldPanel("access_note"),
            ],
            heading=_("Access"),
        ),
    ]
    search_fields = [
        index.AutocompleteField("name"),
        index.SearchField("city"),
        index.FilterField("locale_id"),
    ]

    class Meta(Snippet.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.city]))

    @property
    def address(self) -> str:
        """Street, postal code and town on one line, without what is not known."""
        town = " ".join(filter(None, [self.postal_code, self.city]))
        return ", ".join(filter(None, [self.street_address, town]))
