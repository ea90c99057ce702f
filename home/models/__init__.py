"""Pages, the people and places they name, and the settings of a site."""
from home.models.base import BasePage
from home.models.pages import BodyPage, HomeListing, HomePage, StandardPage
from home.models.settings import FooterLink, SiteSettings, SiteTexts
from home.models.snippets import ContactPerson, Place, Snippet, same_everywhere

__all__ = [
    "BasePage",
    "BodyPage",
    "ContactPerson",
    "FooterLink",
    "HomeListing",
    "HomePage",
    "Place",
    "SiteSettings",
    "SiteTexts",
    "Snippet",
    "StandardPage",
    "same_everywhere",
]
