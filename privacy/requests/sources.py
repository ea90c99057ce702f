"""The places that are searched in a case, as people call them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from privacy import registry
from privacy.models import SourceAnswer


def source_in_words(source: SourceAnswer) -> str:
    """The name of a source: a kind of record, the texts of this site, or a place outside it."""
    if source.outside_id:
        return str(source.name)
    labels = {holding.name: str(holding.label) for holding in registry.holdings()}
    return labels.get(source.name) or _("Texts on this site: pages and their versions, comments, translations and logs")
