"""What a case about somebody's data holds: who asks, what was found, what was decided."""

from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole
from privacy.declared.stamps import STAMP
from privacy.notation import keys, links, staff

_OF_CASE = "what a person asked for and what became of it; goes with the case"


def _of_case(
    *names: str, privacy_class: PrivacyClass = PrivacyClass.PERSONAL, exported: bool = True, reason: str = _OF_CASE
) -> Columns:
    """Columns about the person who asks: found by the keys of her case, gone with it."""
    column = Column(
        privacy_class, SubjectRole.REQUESTER, Find.SUBJECT_KEY, Erase.WITH_RECORD, exported, reason
    )
    return dict.fromkeys(names, column)


TABLES: dict[str, Columns] = {
    "privacy.RightsRequest": {
        **STAMP,
        **links("follows"),
        **_of_case(
            "id", "number", "kind", "channel", "language", "state", "name", "postal_address", "received_at",
            "confirmed_at", "identity_level", "identity_asked_at", "identity_shown_at", "answer_by", "target_on",
            "extended_at", "decided_at", "executed_at", "verified_at", "sweep", "answered_at", "closed_at",
            "closing_reason", "appealed_at", "erased",
        ),
        **_of_case("text", "identity_note", "extension_reason", "opinion", privacy_class=PrivacyClass.FREE_TEXT),
        **staff("who works on the case and who decided it", "owner", "decided_by", erase=Erase.BLANK),
        **links("delegation"),
    },
    "privacy.RequestAddress": {
        **keys("id"),
        **_of_case("request", "kind", "value", "proof", "is_first"),
    },
    "privacy.RequestToken": {
        **keys("id"),
        **_of_case("request", "purpose", "made_at", "expires_at", "used_at"),
        **_of_case("digest", exported=False, reason="nobody can read it back; opens what was mailed to her"),
    },
    "privacy.RequestItem": {
        **keys("id"),
        **links("rule"),
        **_of_case(
            "request", "holding", "record", "key", "described", "certainty", "outcome", "reason", "until_on",
            "is_own_choice", "done_at",
        ),
        **_of_case("new_value", privacy_class=PrivacyClass.SPECIAL),
    },
    "privacy.RecipientTask": {
        **keys("id"),
        **links("disclosure"),
        **_of_case("request", "answer", "why", "answered_at"),
        **staff("who told the recipient", "answered_by", erase=Erase.BLANK),
    },
    "privacy.SourceAnswer": {
        **keys("id"),
        **links("outside"),
        **_of_case("request", "name", "answer", "count", "answered_at"),
        **_of_case("note", privacy_class=PrivacyClass.FREE_TEXT),
        **staff("who looked there", "answered_by", erase=Erase.BLANK),
    },
}  # fmt: skip
