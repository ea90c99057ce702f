"""The pages every site has: the start page, the bodies on it, and plain pages."""
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin

from home.models.base import BasePage
from home.models.snippets import same_everywhere


class HomePage(BasePage):
    """The start page of one language: a headline, one feature and what the lists chosen have to show."""

    headline = models.CharField(
        _("headline"), max_length=250, blank=True, help_text=_("Without one, the title is shown.")
    )
    feature = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("feature"),
        help_text=_("One page to put forward."),
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("feature"),
    ]
    content_panels = [
        *BasePage.content_panels[:1],
        FieldPanel("headline"),
        *BasePage.content_panels[1:],
        PageChooserPanel("feature"),
        InlinePanel("listings", heading=_("Lists on the start page"), label=_("List")),
    ]
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")


class HomeListing(TranslatableMixin, Orderable):
    """A page whose teasers the start page shows, for example a list of events."""

    home_page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="listings")
    heading = models.CharField(
        _("heading"), max_length=250, blank=True, help_text=_("Without one, the title of the page is shown.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page")
    )
    limit = models.PositiveSmallIntegerField(_("how many"), default=6)

    override_translatable_fields = same_everywhere("page", "limit", "sort_order")
    panels = [
        PageChooserPanel("page"),
        FieldRowPanel([FieldPanel("heading"), FieldPanel("limit")]),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("list on the start page")
        verbose_name_plural = _("lists on the start page")

    def __str__(self) -> str:
        return self.heading


class BodyPage(BasePage):
    """A public body: its pages lie below it and wear its colours. The title is its name."""

    class Profile(models.TextChoices):
        """The graphic profiles that are shipped."""

        SPRUCE = "spruce", _("Spruce: deep green on warm paper")
        FJORD = "fjord", _("Fjord: blue on cool paper")

    profile = models.CharField(_("look"), max_length=20, choices=Profile.choices, default=Profile.SPRUCE)
    contact = models.ForeignKey(
        "home.ContactPerson",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact person"),
    )
    telephone = models.CharField(_("telephone exchange"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail of the body"), blank=True)
    postal_address = models.TextField(_("postal address"), max_length=300, blank=True)
    website = models.URLField(_("website of the body"), blank=True)

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("profile", "telephone", "email", "website"),
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("contact"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("telephone"), FieldPanel("email")]),
                FieldPanel("postal_address"),
                FieldPanel("website"),
            ],
            heading=_("How to reach the body"),
        ),
        FieldPanel("profile"),
    ]
    parent_page_types = ["home.HomePage"]
    template = "home/body_page.html"

    class Meta:
        verbose_name = _("public body")
        verbose_name_plural = _("public bodies")


class StandardPage(BasePage):
    """A plain page of text."""

    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
