"""What the pages, people and places hold about anybody."""
from privacy import registry
from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import keys, links, technical, writing

#: The columns that every page model has from BasePage; floors above put them into their own tables.
BASE_PAGE: Columns = {
    **links("page_ptr", "share_image", "first_picture", "source_locale"),
    **writing("an editor's text may name a speaker or a contact", "lead", "simple_text", "body"),
}

_PUBLISHED = Column(
    PrivacyClass.PERSONAL, SubjectRole.CONTACT, Find.TEXT_SEARCH, Erase.BY_EDITOR, True,
    "published by the body so that the public can reach its staff",
)

_SNIPPET: Columns = {
    **keys("id", "translation_key"),
    **links("locale", "latest_revision", "live_revision"),
    **technical(
        "whether and when it was published",
        "live", "has_unpublished_changes", "first_published_at", "last_published_at",
        "go_live_at", "expire_at", "expired",
    ),
}

_TABLES: dict[str, Columns] = {
    "home.HomePage": {
        **BASE_PAGE,
        **links("feature"),
        **writing("a headline may name a speaker", "headline"),
    },
    "home.HomeListing": {
        **keys("id", "translation_key"),
        **links("locale", "home_page", "page"),
        **technical("a heading of a list and how long it is", "heading", "limit", "sort_order"),
    },
    "home.BodyPage": {
        **BASE_PAGE,
        **links("contact", "icon", "eu_emblem"),
        **technical("how the body looks", "profile"),
        **technical(
            "how the body itself is reached, never a person", "telephone", "email", "postal_address", "website"
        ),
    },
    "home.StandardPage": BASE_PAGE,
    "home.PrivacyPage": BASE_PAGE,
    "home.AccessibilityStatementPage": {
        **BASE_PAGE,
        **technical(
            "which service, how accessible it is, since when, and the unit and mailbox that answer for it",
            "service", "status", "assessed_on", "made_on", "renewed_on",
            "feedback_email", "feedback_telephone", "responsible_unit",
        ),
        **writing(
            "an editor's text may name a colleague",
            "shortcomings", "disproportionate_burden", "not_covered", "alternatives", "how_tested", "supervision",
        ),
    },
    "home.SiteSettings": {**keys("id"), **links("site")},
    "home.SiteTexts": {
        **keys("id"),
        **links("site_settings"),
        **technical("the name of the site and its footer", "language", "site_name", "footer"),
    },
    "home.FooterLink": {**keys("id"), **links("site_settings", "page"), **technical("its place", "sort_order")},
    "home.ContactPerson": {
        **_SNIPPET,
        **dict.fromkeys(("name", "role", "organisation", "telephone", "email"), _PUBLISHED),
    },
    "home.Place": {
        **_SNIPPET,
        **technical(
            "a building and how to get into it",
            "name", "street_address", "postal_code", "city", "country", "map_url",
            "step_free", "hearing_loop", "accessible_toilet",
        ),
        **writing("a description may name whom to ask", "rooms", "directions", "access_note"),
    },
}


def declare() -> None:
    """Tell privacy of every column of this app."""
    for model, columns in _TABLES.items():
        registry.declare(model, columns)
