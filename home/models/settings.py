"""Settings of a site: its name and footer in each language."""
from typing import Any

from django.conf import settings as django_settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Page

from home import navigation


def languages() -> list[tuple[str, str]]:
    """The languages of the site, as choices."""
    return [(code, str(name)) for code, name in django_settings.LANGUAGES]


@register_setting(icon="site")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """What is said on every page of a site, and where its footer leads."""

    panels = [
        InlinePanel("texts", heading=_("Texts by language"), label=_("Language")),
        InlinePanel("footer_links", heading=_("Links in the footer"), label=_("Link")),
    ]

    class Meta:
        verbose_name = _("site texts")
        verbose_name_plural = _("site texts")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the texts; the next page reads them anew."""
        super().save(*args, **kwargs)
        transaction.on_commit(navigation.forget)

    def words_in(self, language: str) -> "SiteTexts | None":
        """The words in ``language``, or None when nobody has written any."""
        return self.texts.filter(language=language).first()

    def footer_pages(self) -> list[Page]:
        """The pages of the footer in their order, in whatever language they were chosen."""
        return [link.page for link in self.footer_links.select_related("page")]


class SiteTexts(models.Model):
    """The words of a site in one language."""

    site_settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(
        _("language"), max_length=10, choices=languages, help_text=_("One row for each language of the site.")
    )
    site_name = models.CharField(
        _("name of the site"), max_length=150, help_text=_("Stands at the top of every page and in the browser's tab.")
    )
    footer = models.TextField(
        _("footer"), blank=True, max_length=600, help_text=_("Who is behind the site, in a sentence or two.")
    )

    panels = [FieldPanel("language"), FieldPanel("site_name"), FieldPanel("footer")]

    class Meta:
        verbose_name = _("texts of the site")
        verbose_name_plural = _("texts of the site")
        constraints = [
            models.UniqueConstraint(fields=["site_settings", "language"], name="site_texts_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.site_name} ({self.language})"


class FooterLink(Orderable):
    """A page in the footer, shown in the language being read when it exists there."""

    site_settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="footer_links")
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"),
        help_text=_("Choose it in any language: each reader comes to the page in hers. For example: how we use data."),
    )

    panels = [PageChooserPanel("page")]

    class Meta(Orderable.Meta):
        verbose_name = _("link in the footer")
        verbose_name_plural = _("links in the footer")

    def __str__(self) -> str:
        return str(self.page)
