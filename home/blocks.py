"""What the body of a page is made of.

Each block names the component template that shows it. Text is translated; names, links and pictures
are the same in every language.
"""
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from home.choosers import PersonChooserBlock
from home.text_tables import TextTableBlock

RICH_TEXT = ["bold", "italic", "ol", "ul", "link", "document-link"]


class NameBlock(blocks.CharBlock):
    """A name of a person or a body: shown as it is in every language, never sent for translation."""

    def get_translatable_segments(self, value):
        """Nothing to translate."""
        return []

    def restore_translated_segments(self, value, segments):
        """The name itself."""
        return value


class ImageBlock(blocks.StructBlock):
    """A picture: what it shows, what is told below it, and who made it."""

    image = ImageChooserBlock(
        label=_("Picture"), help_text=_("One that tells something. Those who can be recognised must have agreed.")
    )
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        max_length=250,
        help_text=_("For those who do not see it. For example: Two people at a loom in a bright workshop."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=300,
        help_text=_("Shown below the picture."),
    )
    credit = NameBlock(
        label=_("Made by"),
        max_length=120,
        help_text=_("The photographer or artist. The law asks for the name."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "components/image.html"


class HeadingBlock(blocks.StructBlock):
    """A heading inside the body."""

    text = blocks.CharBlock(
        label=_("Heading"), max_length=150,
        help_text=_("Short, and true without its text. For example: How to get here"),
    )
    level = blocks.ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Subsection"))], default="2", label=_("Level"),
        help_text=_("A subsection stands below a section. Those who listen to the page move by headings."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "components/heading.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words and whose they are."""

    text = blocks.TextBlock(
        label=_("Quotation"), max_length=800, help_text=_("Without quotation marks; they are added in each language.")
    )
    name = NameBlock(
        label=_("Who said it"), required=False, max_length=120, help_text=_("First and last name, without a title.")
    )
    role = blocks.CharBlock(
        label=_("Role or source"), required=False, max_length=150,
        help_text=_("For example: Project coordinator"),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "components/quote.html"


class LinkValue(blocks.StructValue):
    """A link to a page of the site or to another website."""

    @cached_property
    def target(self):
        """The page in the language being read when it is live there, else the page chosen, else None."""
        page = self.get("page")
        return page.localized if page else None

    @property
    def href(self) -> str:
        """The address; empty when the page chosen is gone."""
        return self.target.url if self.target else self.get("url") or ""

    @property
    def text(self) -> str:
        """The words of the link: those given, else the title of the page, else the address."""
        return self.get("label") or (self.target.title if self.target else self.href)


class LinkBlock(blocks.StructBlock):
    """One link: a page of this site, or an address elsewhere."""

    page = blocks.PageChooserBlock(
        label=_("Page of this site"), required=False,
        help_text=_("Each reader comes to the page in her own language, where it exists."),
    )
    url = blocks.URLBlock(
        label=_("Or an address elsewhere"), required=False,
        help_text=_("For example: https://www.example.org/handbook"),
    )
    label = blocks.CharBlock(
        label=_("Words of the link"),
        required=False,
        max_length=150,
        help_text=_("Say where it leads. Without words the title of the page is shown."),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue

    def clean(self, value):
        """Refuse a link that leads nowhere, and an address without words."""
        cleaned = super().clean(value)
        errors = {}
        if not cleaned.get("page") and not cleaned.get("url"):
            errors["page"] = ValidationError(_("Choose a page or give an address."))
        elif not cleaned.get("page") and not cleaned.get("label"):
            errors["label"] = ValidationError(_("Say in words where the link leads."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned


class LinkListBlock(blocks.StructBlock):
    """Several links under a heading."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=150, help_text=_("For example: Read more")
    )
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("List of links")
        template = "components/link_list.html"


class FactBlock(blocks.StructBlock):
    """One fact: a name and what it says."""

    term = blocks.CharBlock(label=_("Name"), max_length=100, help_text=_("For example: Opening hours"))
    text = blocks.CharBlock(
        label=_("Fact"), max_length=300, help_text=_("For example: Monday to Friday from 10 to 18")
    )

    class Meta:
        icon = "info-circle"
        label = _("Fact")


class FactsBlock(blocks.StructBlock):
    """Short facts in a panel."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=150, help_text=_("For example: In short")
    )
    facts = blocks.ListBlock(FactBlock(), label=_("Facts"))

    class Meta:
        icon = "info-circle"
        label = _("Facts")
        template = "components/facts.html"


class ContactBlock(blocks.StructBlock):
    """Whom to ask."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=150, help_text=_("For example: Questions about the project")
    )
    person = PersonChooserBlock(
        "home.ContactPerson", label=_("Contact person"),
        help_text=_("Changed in one place, the person is right on every page."),
    )

    class Meta:
        icon = "user"
        label = _("Contact person")
        template = "components/contact_block.html"


class CallToActionBlock(blocks.StructBlock):
    """One thing to do next."""

    text = blocks.CharBlock(
        label=_("Why"), required=False, max_length=250,
        help_text=_("For example: Has your school not yet joined? It takes ten minutes."),
    )
    link = LinkBlock()

    class Meta:
        icon = "arrow-right"
        label = _("Call to action")
        template = "components/call_to_action.html"


class AccordionItemBlock(blocks.StructBlock):
    """One question and its answer."""

    heading = blocks.CharBlock(
        label=_("Heading"), max_length=150, help_text=_("Often a question. For example: May I bring somebody?")
    )
    text = blocks.RichTextBlock(
        features=RICH_TEXT, label=_("Text"),
        help_text=_("What most readers need should stand openly on the page instead."),
    )

    class Meta:
        icon = "help"
        label = _("Item")


class AccordionBlock(blocks.StructBlock):
    """Texts that open one by one."""

    entries = blocks.ListBlock(AccordionItemBlock(), label=_("Items"))

    class Meta:
        icon = "list-ol"
        label = _("Texts that open")
        template = "components/accordion.html"


class BodyBlock(blocks.StreamBlock):
    """Everything a body may hold, in the order an editor looks for it."""

    text = blocks.RichTextBlock(
        features=RICH_TEXT, icon="pilcrow", label=_("Text"), template="components/rich_text.html",
        help_text=_("Make the words of a link say where it leads: not “here” but “the programme of the day”."),
    )
    heading = HeadingBlock()
    image = ImageBlock()
    quote = QuoteBlock()
    link_list = LinkListBlock()
    facts = FactsBlock()
    contact = ContactBlock()
    call_to_action = CallToActionBlock()
    accordion = AccordionBlock()
    table = TextTableBlock(icon="table", label=_("Table"), template="components/table.html")

    class Meta:
        required = False
