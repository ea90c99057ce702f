"""Pages, the people and places they name, and the settings of a site."""
from home.models.base import BasePage
from home.models.pages import BodyPage, HomeListing, HomePage, StandardPage
from home.models.privacy_page import PrivacyPage
from home.models.settings import FooterLink, SiteSettings, SiteTexts
from home.models.snippets import ContactPerson, Place, Snippet, same_everywhere
from home.models.statements import AccessibilityStatementPage

__all__ = [
    "AccessibilityStatementPage",
    "BasePage",
    "BodyPage",
    "ContactPerson",
    "FooterLink",
    "HomeListing",
    "HomePage",
    "Place",
    "PrivacyPage",
    "SiteSettings",
    "SiteTexts",
    "Snippet",
    "StandardPage",
    "same_everywhere",
]
