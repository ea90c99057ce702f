"""Why what somebody sent by a public form was not taken, and what she does now: the words that such forms share."""
from __future__ import annotations

from django.utils.translation import gettext_lazy as _

FROM_ELSEWHERE = _(
    "The form was sent from another site, so we did not take it. Look through your answers and send it from here."
)
CHANGED_SINCE = _("The form has changed since you opened it. Your answers are kept. Look through them and send again.")
TRY_AGAIN = _("We could not take your answer just now. Your answers are kept. Please try again in a moment.")
