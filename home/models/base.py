"""What every page has in common."""
from datetime import date
from functools import partial
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField

from home import deletion, navigation, publishing, translations
from home.blocks import BodyBlock
from home.body import prepare
from home.edit_form import BasePageForm
from home.feeds import Feed, feed_links
from home.languages import facts_for, laid, text_language
from home.models.finding import FoundByMachines
from home.models.snippets import same_everywhere
from home.models.writing import WritingHelp
from home.page_meta import meta_of
from privacy.sections import missing_for


class BasePage(WritingHelp, FoundByMachines, Page):
    """A page with a lead and a body, that knows in which language it was first written.

    ``source_locale`` is that language. All languages of a page share one value; the page in it is
    the *canonical page*, from which facts are read (home.languages). It is set when a page is made
    and never edited. A copy that starts a new page starts in its own language.
    """

    lead = models.TextField(
        _("lead"),
        max_length=600,
        blank=True,
        help_text=_("What it is about, in two or three sentences. Also shown in lists and by search engines."),
    )
    simple_text = models.TextField(
        _("in short, easy to read"),
        blank=True,
        help_text=_("The most important things in short sentences and everyday words. Optional."),
    )
    body = StreamField(
        BodyBlock(), blank=True, verbose_name=_("body"),
        help_text=_("Begin with what matters most. Short paragraphs, and a heading where a new subject begins."),
    )
    share_image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture in lists and when shared"),
        help_text=_("Without one, the first picture of the body is used."),
    )
    first_picture = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    source_locale = models.ForeignKey(
        Locale, on_delete=models.PROTECT, related_name="+", blank=True, verbose_name=_("original language")
    )

    override_translatable_fields = [
        SynchronizedField("slug"),
        *same_everywhere("source_locale", "share_image", "show_in_menus"),
    ]

    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body"), FieldPanel("simple_text")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("share_image")],
            heading=_("For search engines and when shared"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("In the menus of the site")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("simple_text"),
        index.SearchField("body"),
        index.FilterField("source_locale_id"),
    ]

    base_form_class = BasePageForm
    #: Where a page that is not stored yet will stand; the edit form knows.
    parent_to_be: Page | None = None
    #: Public pages know no cookie, so nobody could ever be let in to one that is for the few.
    private_page_options: list[str] = []

    #: The component that shows the page in a list of another page; its argument is ``page``.
    teaser_template = "components/teaser.html"
    #: What programs may read below the page's address; floors above name them and answer by ``serve_feed``.
    feeds: tuple[Feed, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the page.

        A new page takes its group's original language, or its own when it is the first. Every way of
        publishing ends here, those included that never call ``publish()``.

        :raises home.publishing.PublishingRefused: when the page goes live and may not.
        """
        if self._state.adding:
            self._take_source_locale()
        self.first_picture_id = self._first_picture_of_body()
        in_full = kwargs.get("update_fields") is None
        if in_full and publishing.is_going_live(self):
            self._go_live(*args, **kwargs)
            return
        if in_full and self.live and not self.is_canonical:
            publishing.refuse_untranslated(self)
        super().save(*args, **kwargs)
        transaction.on_commit(navigation.forget)

    @transaction.atomic
    def _go_live(self, *args: Any, **kwargs: Any) -> None:
        publishing.refuse_unless_publishable(self)
        if not self.is_canonical and self.depth > navigation.START:
            translations.give_own_slug(self)
        super().save(*args, **kwargs)
        # Wagtail has noted the page's words before the rows that hang on it were written.
        index.insert_or_update_object(self)
        self.went_live()
        transaction.on_commit(navigation.forget)
        if self.is_canonical:
            transaction.on_commit(partial(translations.follow, self), robust=True)

    def _take_source_locale(self) -> None:
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        self.source_locale_id = self._source_locale_of_group() or self.locale_id

    def _source_locale_of_group(self) -> int | None:
        group = type(self)._base_manager.filter(translation_key=self.translation_key)
        return group.values_list("source_locale_id", flat=True).first()

    def _first_picture_of_body(self) -> int | None:
        pictures = (block["value"].get("image") for block in self.body.raw_data if block["type"] == "image")
        return next(pictures, None)

    def delete(self, *args: Any, **kwargs: Any):
        """Delete the page and what lies below it.

        :raises home.deletion.DeletionRefused: while other languages rest on any of it.
        """
        deletion.refuse_unless_deletable(self)
        transaction.on_commit(navigation.forget)
        return super().delete(*args, **kwargs)

    def move(self, target: Any, pos: str | None = None, user: Any = None) -> None:
        """Give the page another place in the tree, where something else may hold for it."""
        super().move(target, pos=pos, user=user)
        transaction.on_commit(navigation.forget)

    def with_content_json(self, content):
        """The page with the content of a revision; the original language is not a matter of revisions."""
        page = super().with_content_json(content)
        page.source_locale_id = self.source_locale_id
        return page

    @property
    def is_canonical(self) -> bool:
        """Whether this is the page in its original language."""
        return self.locale_id == self.source_locale_id

    @property
    def picture(self):
        """The picture shown in lists and when shared: the one chosen, else the first of the body, else None.

        Lists fetch it with ``select_related("share_image", "first_picture")``; a page by itself has it in its body.
        """
        if self.share_image_id or not self.first_picture_id:
            return self.share_image
        if self._meta.get_field("first_picture").is_cached(self):
            return self.first_picture
        pictures = (block.value["image"] for block in self.body if block.block_type == "image")
        return next(pictures, None)

    @property
    def published_on(self) -> date | None:
        """The day on which the page was first published, in the site's time zone."""
        return timezone.localdate(self.first_published_at) if self.first_published_at else None

    @property
    def updated_on(self) -> date | None:
        """The day of the latest publication, or None when that is the day of the first."""
        if not self.last_published_at:
            return None
        latest = timezone.localdate(self.last_published_at)
        return latest if latest != self.published_on else None

    def publishing_refusals(self) -> list[str]:
        """Why the page may not go live, in whole sentences; empty when it may. Floors above add to it."""
        return [*missing_for(self.parent_to_be or self), *translations.gaps_of(self)]

    def deletion_refusals(self) -> list[str]:
        """Why this very page may not be deleted, in whole sentences; empty when it may. Floors above add to it."""
        return []

    def went_live(self) -> None:
        """What follows from a publication, in its transaction, on every way; floors above add to it."""

    @transaction.atomic
    def publish(self, revision, *args, **kwargs):
        """Make a revision live now or at its time.

        :raises home.publishing.PublishingRefused: when there is a reason against it.
        """
        is_live_already = self.live and revision.pk == self.live_revision_id
        # What goes live at once is judged when it is saved, and is not made from its revision twice.
        if is_live_already or revision.content.get("go_live_at"):
            publishing.refuse_unless_publishable(revision.as_object())
        return super().publish(revision, *args, **kwargs)

    @cached_property
    def line(self) -> list[Page]:
        """The pages above this one, from the start page down."""
        return list(self.get_ancestors().filter(depth__gt=1))

    def get_view_restrictions(self):
        """Every restriction on the page or above it, those of an alias' original included.

        No query where nothing on the site is restricted, which is remembered for a minute.
        """
        if not navigation.remembered("restricted", PageViewRestriction.objects.exists):
            return PageViewRestriction.objects.none()
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        here = models.Q(page__path__in=paths) | models.Q(page__aliases__path__in=paths)
        return PageViewRestriction.objects.filter(here).distinct()

    def feeding(self) -> Any:
        """The page whose feeds are found below this page's address: here, the page itself."""
        return self

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """The page, or one of its feeds."""
        if len(path_components) == 1 and self.live:
            source = self.feeding()
            if path_components[0] in {feed.filename for feed in source.feeds}:
                return RouteResult(source, kwargs={"feed": path_components[0]})
        return super().route(request, path_components)

    def serve(self, request: HttpRequest, *args: Any, feed: str = "", **kwargs: Any) -> HttpResponse:
        """The page, or one of its feeds, which is for reading only."""
        if not feed:
            return super().serve(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self.serve_feed(request, feed)

    def serve_feed(self, request: HttpRequest, filename: str) -> HttpResponse:
        """The feed of that name; a page that names feeds answers them."""
        raise NotImplementedError

    def read_rows(self, facts: "BasePage") -> None:
        """Read what hangs on the page and its canonical page at once; floors above that have such rows say how."""

    def get_context(self, request, *args, **kwargs):
        """What every page template may use, beside ``page`` and the frame of base.html.

        ``facts``: the page that facts are read from. ``language``: the language of the text, for the
        ``lang`` of the document. ``lead``, ``simple_text``, ``body``: texts with ``value`` and ``lang``.
        ``breadcrumbs``, ``language_links``: as components/breadcrumbs.html and language_switcher.html want
        them. ``meta``: what search engines and shared links are told (home.page_meta). ``feed_links``: where
        programs read on. A preview may hand over ``facts`` in another state.
        """
        context = super().get_context(request, *args, **kwargs)
        facts = kwargs.get("facts") or facts_for(self, preview=getattr(request, "is_preview", False))
        self.read_rows(facts)
        language = text_language(self)
        live = navigation.versions(self)
        words = {name: laid(name, facts, self, language) for name in ("lead", "simple_text", "body")}
        prepare(words["body"].value, language)
        request.shown_page = self
        return {
            **context,
            **words,
            "facts": facts,
            "language": language,
            "breadcrumbs": navigation.breadcrumbs(self),
            "language_links": navigation.language_links(self, live),
            "meta": meta_of(self, lead=words["lead"], body=words["body"], language=language, live=live),
            "feed_links": feed_links(self.feeding(), self.get_url(request) or ""),
        }

    def teasers(self, limit: int) -> list[Page]:
        """The pages another page may show in this one's name: here, the newest live children."""
        newest = self.get_children().live().order_by("-first_published_at", "-pk")
        return list(newest.specific()[:limit])
