"""The activities that every controller has without setting them up."""

from __future__ import annotations

from django.db import transaction

from privacy import rules
from privacy.models import Controller, LegalBasis, ProcessingActivity, RetentionRule

REQUEST_NAMES = {
    "sv": "Begäranden om personuppgifter",
    "fi": "Henkilötietoja koskevat pyynnöt",
    "en": "Requests about personal data",
}
REQUEST_PURPOSE = {
    "sv": "ta emot, pröva och besvara din begäran om dina personuppgifter",
    "fi": "henkilötietojasi koskevan pyynnön vastaanottamiseen, ratkaisemiseen ja siihen vastaamiseen",
    "en": "receive, decide and answer your request about your personal data",
}
REQUEST_STATUTE = {
    "sv": "Artiklarna 12 och 15–22 i dataskyddsförordningen",
    "fi": "Yleisen tietosuoja-asetuksen 12 ja 15–22 artikla",
    "en": "Articles 12 and 15–22 of the GDPR",
}
#: Cases are kept so long after they were closed.
REQUEST_PERIOD = "P2Y"
#: Requests that nobody confirmed, and repeats.
MINOR_PERIOD = "P7D"


def of_requests(controller: Controller) -> ProcessingActivity:
    """The activity under which requests about personal data are kept; made, unarmed, at first need."""
    with transaction.atomic():
        Controller.objects.select_for_update().get(pk=controller.pk)
        cases = RetentionRule.objects.in_force().filter(
            activity__controller=controller, anchor=rules.Anchor.CASE_CLOSED, selector=rules.Selector.RECORD
        )
        found = cases.select_related("activity").order_by("pk").first()
        if found is not None:
            return found.activity
        activity = ProcessingActivity.objects.create(
            controller=controller,
            names=REQUEST_NAMES,
            purpose=REQUEST_PURPOSE,
            legal_basis=LegalBasis.LEGAL_OBLIGATION,
            statute=REQUEST_STATUTE,
        )
        RetentionRule.objects.create(
            activity=activity,
            selector=rules.Selector.RECORD,
            anchor=rules.Anchor.CASE_CLOSED,
            falls_back=False,
            period=REQUEST_PERIOD,
            action=rules.Action.DELETE,
        )
        RetentionRule.objects.create(
            activity=activity,
            selector=rules.Selector.MINOR,
            anchor=rules.Anchor.SUBMITTED,
            period=MINOR_PERIOD,
            action=rules.Action.DELETE,
        )
        return activity
