"""The pages every site has: the start page, the bodies on it, and plain pages."""
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, TranslatableMixin

from home import navigation
from home.languages import Laid, laid, laid_children, language_of
from home.models.base import BasePage
from home.models.snippets import same_everywhere
from home.page_templates import BODY, PLAIN
from home.people import contacts
from home.structured_data import public_body, web_site

#: How many pages of a section its body shows.
TEASERS = 4
#: Seconds for which the teasers of a page are remembered: states and dates on them change by the clock.
A_MOMENT = 15


class Front(BasePage):
    """A page that leads on: its feeds are those of the first list below it."""

    class Meta:
        abstract = True

    def feeding(self):
        """The first live page right below that has feeds, else the page itself; a public body keeps its own."""
        def look():
            below = self.get_children().live().not_type(BodyPage).specific()
            return next((page for page in below if getattr(page, "feeds", ())), None)

        return navigation.remembered(f"feeds.{self.pk}", look) or self


class HomePage(Front):
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

    def get_context(self, request, *args, **kwargs):
        """Beside what every page has: ``headline`` (value, lang), ``feature`` (a page or None) and ``lists``.

        Each list has ``heading`` (value, lang), ``page`` and ``teasers``; a teaser is shown by the template
        its own ``teaser_template`` names.
        """
        context = super().get_context(request, *args, **kwargs)
        language = context["language"]
        shown = shown_on(self, context["facts"], language, preview=getattr(request, "is_preview", False))
        context["headline"] = laid("headline", context["facts"], self, language)
        context["feature"], context["lists"] = shown
        return context

    def machine_data(self, context):
        """The site as a whole, and how it is searched."""
        url = self.full_url or ""
        return [*super().machine_data(context), web_site(name=self.title, url=url, language=context["language"])]


class HomeListing(TranslatableMixin, Orderable):
    """A page whose teasers the start page shows, for example a list of events."""

    home_page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="listings")
    heading = models.CharField(
        _("heading"), max_length=250, blank=True, help_text=_("Without one, the title of the page is shown.")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"),
        help_text=_("What the list shows comes from this page. For example: the list of events."),
    )
    limit = models.PositiveSmallIntegerField(
        _("how many"), default=6, help_text=_("Three to six are easy to take in.")
    )

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


def shown_on(home_page, facts, language, *, preview=False):
    """The feature (a page or None) and the lists of a start page, each with heading, page and teasers.

    Every visitor begins here, so it is remembered for a moment, except in previews.
    """
    def look():
        feature, listings = _chosen_for(home_page, facts, language)
        pages = _specific([feature, *(page for _heading, page, _limit in listings)])
        lists = [
            {"heading": heading or Laid(pages[page[1]].title), "page": pages[page[1]],
             "teasers": pages[page[1]].teasers(limit)}
            for heading, page, limit in listings
            if page[1] in pages
        ]
        return (pages.get(feature[1]) if feature else None), lists

    return look() if preview else navigation.remembered(f"shown.{home_page.pk}", look, A_MOMENT)


def _chosen_for(home_page, facts, language):
    """What the editor has chosen, in ``language``, as pairs of a type of page and its number."""
    chosen = laid_children(home_page, facts, "listings", ["heading"])
    originals = [child.page for child, _words in chosen] + ([facts.feature] if facts.feature else [])
    turned = {
        page.translation_key: (page.content_type_id, page.pk)
        for page in navigation.in_language(originals, language)
        if language_of(page) == language
    }
    listings = [
        (words["heading"], turned[child.page.translation_key], child.limit)
        for child, words in chosen
        if child.page.translation_key in turned
    ]
    return (turned.get(facts.feature.translation_key) if facts.feature else None), listings


def _specific(chosen):
    by_type: dict[int, set[int]] = {}
    for content_type_id, number in filter(None, chosen):
        by_type.setdefault(content_type_id, set()).add(number)
    pages = {}
    for content_type_id, numbers in by_type.items():
        model: Any = ContentType.objects.get_for_id(content_type_id).model_class()
        found = model.objects.live().select_related("share_image", "first_picture").in_bulk(numbers)
        pages.update(found)
    return pages


class BodyPage(Front):
    """A public body: its pages lie below it and wear its colours. The title is its name."""

    class Profile(models.TextChoices):
        """The graphic profiles that are shipped."""

        SPRUCE = "spruce", _("Spruce: deep green on warm paper")
        FJORD = "fjord", _("Fjord: blue on cool paper")

    profile = models.CharField(
        _("look"), max_length=20, choices=Profile.choices, default=Profile.SPRUCE,
        help_text=_("The colours of the body's pages. Ask communications before you change them."),
    )
    icon = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("small picture for tabs and bookmarks"),
        help_text=_("A square picture, at least 192 by 192 points. Without one, the mark of the look is used."),
    )
    contact = models.ForeignKey(
        "home.ContactPerson",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("contact person"),
        help_text=_("Whom to ask about the whole section. Each page may name persons of its own."),
    )
    telephone = models.CharField(
        _("telephone exchange"), max_length=40, blank=True, help_text=_("For example: +46 40 123 45 67")
    )
    email = models.EmailField(
        _("e-mail of the body"), blank=True,
        help_text=_("A shared mailbox rather than a person's. For example: info@example.org"),
    )
    postal_address = models.TextField(
        _("postal address"), max_length=300, blank=True, help_text=_("As it is written on an envelope, line by line.")
    )
    website = models.URLField(
        _("website of the body"), blank=True, help_text=_("For example: https://www.example.org")
    )
    eu_emblem = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("emblem of the European Union"),
        help_text=_("The official file. Without it, projects with money from the Union show an emblem we have drawn."),
    )

    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *same_everywhere("profile", "icon", "telephone", "email", "website", "eu_emblem"),
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
        MultiFieldPanel([FieldPanel("profile"), FieldPanel("icon")], heading=_("How the body looks")),
        FieldPanel("eu_emblem"),
    ]
    parent_page_types = ["home.HomePage"]
    page_description = _("The start page of a public body, in its own colours. Its pages lie below it.")
    template = "home/body_page.html"
    template_place, template_icon = BODY, "site"

    class Meta:
        verbose_name = _("public body")
        verbose_name_plural = _("public bodies")

    def get_context(self, request, *args, **kwargs):
        """Beside what every page has: ``contact`` (a home.people.Contact or None) and ``sections``.

        A section has ``page`` (a live page right below the body, in its menus) and ``teasers``.
        """
        context = super().get_context(request, *args, **kwargs)
        context["contact"] = next(iter(contacts([context["facts"].contact], context["language"])), None)
        is_preview = getattr(request, "is_preview", False)
        context["sections"] = (
            self.sections()
            if is_preview
            else navigation.remembered(f"sections.{self.pk}", self.sections, A_MOMENT)
        )
        return context

    def machine_data(self, context):
        """The body as an organisation."""
        facts = context["facts"]
        body = public_body(
            name=self.title, url=self.full_url or "", description=context["meta"].description,
            telephone=facts.telephone, email=facts.email, address=self.postal_address, website=facts.website,
            image=context["meta"].picture.url if context["meta"].picture else "",
        )
        return [*super().machine_data(context), body]

    def sections(self):
        """The live pages right below the body that stand in its menus, each with its teasers."""
        pages = self.get_children().live().in_menu().specific()
        return [{"page": page, "teasers": page.teasers(TEASERS)} for page in pages]


class StandardPage(BasePage):
    """A plain page of text."""

    page_description = _("Text, pictures and links. For what has no date.")
    template = "home/standard_page.html"
    template_place, template_icon = PLAIN, "doc-empty"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
