"""What is said when a translation cannot be begun."""
from django.utils.translation import gettext_lazy as _

from privacy.contracts import Refusal


class TranslationRefused(Refusal):
    """The translation cannot be begun or changed like this; ``reasons`` say what to do instead."""

    title = _("This cannot be translated like this")
    comfort = _("Nothing has been changed.")
