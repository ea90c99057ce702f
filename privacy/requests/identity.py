"""How sure one must be of who asks. Pure."""

from __future__ import annotations

from privacy.models import IdentityLevel, RequestKind

#: Proof of the person, not only of a mailbox.
PROOF_OF_PERSON = frozenset({IdentityLevel.COUNTER, IdentityLevel.REGISTERED_MAIL, IdentityLevel.EID})
#: What takes nothing from anybody and shows nothing: restricting and objecting.
HARMLESS = frozenset({RequestKind.RESTRICTION, RequestKind.OBJECTION})


def is_enough(level: str, *, kind: str, has_special: bool, by_other_keys: bool) -> bool:
    """Whether ``level`` suffices for what was found.

    Whoever reads a mailbox may decide on what is keyed by that mailbox only. Special categories, and
    records under other keys (an alias, a number, a name), ask for proof of the person (GDPR 12.6).
    """
    if level == IdentityLevel.NONE:
        return False
    if kind in HARMLESS or level in PROOF_OF_PERSON:
        return True
    if has_special:
        return False
    return level == IdentityLevel.KNOWN or not by_other_keys
