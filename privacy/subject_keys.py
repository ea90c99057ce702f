"""Finding a person's records by a keyed digest of her address or number."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Mapping
from uuid import UUID

import idna
import phonenumbers

from privacy import keyring
from privacy.models import Hold, HoldScope, Jurisdiction, SubjectKey

REGIONS: list[str] = [str(value) for value in Jurisdiction.values]


def normalise(kind: str, value: str, *, region: str | None = None) -> str | None:
    """The one way to write an address or number; None when it is none.

    E-mail: NFKC, trimmed, case-folded, the domain as IDNA; dots and plus are kept, since they may
    name different mailboxes. Telephone: E.164, read as a number of ``region`` (a controller's
    jurisdiction) when it is written without its country.

    :raises ValueError: for an unknown kind.
    """
    if kind == SubjectKey.Kind.EMAIL:
        return _email(value)
    if kind == SubjectKey.Kind.PHONE:
        return _phone(value, region or REGIONS[0])
    raise ValueError("a subject key is an e-mail address or a telephone number")


def remember(record: UUID, kind: str, value: str, *, region: str | None = None) -> bool:
    """Store the digest of ``value`` beside ``record``, once; False when it cannot be normalised."""
    return remember_all(record, [(kind, value)], region=region) == 1


def remember_all(record: UUID, values: Iterable[tuple[str, str]], *, region: str | None = None) -> int:
    """Store the digests of several (kind, value) beside ``record``, once each, in one statement; how many."""
    return remember_each({record: values}, region=region)


def remember_each(values: Mapping[UUID, Iterable[tuple[str, str]]], *, region: str | None = None) -> int:
    """:func:`remember_all` for several records, each with its own (kind, value); how many values.

    One statement, and one more while older keys are kept: a hold on a person knows her by the keys that there were when
    it was placed, so as long as somebody is held the digests are stored under each of them.
    """
    current, *older = keyring.keys(keyring.Purpose.SUBJECTS)
    is_held = older and Hold.objects.standing().filter(scope=HoldScope.PERSON).exists()
    normals = {
        (record, kind, normalise(kind, value, region=region))
        for record, of_record in values.items()
        for kind, value in of_record
    }
    told = [(record, kind, normal) for record, kind, normal in sorted(normals, key=str) if normal]
    SubjectKey.objects.bulk_create(
        [
            SubjectKey(record=record, kind=kind, key_number=key.number, digest=_digest(key, kind, normal))
            for key in ([current, *older] if is_held else [current])
            for record, kind, normal in told
        ],
        ignore_conflicts=True,
    )
    return len(told)


def records_with(kind: str, value: str, *, region: str | None = None) -> list[UUID]:
    """Every record whose person gave this address or number, under any key still held.

    A number without its country is looked for as a number of every country we serve.
    """
    found = SubjectKey.objects.filter(kind=kind, digest__in=digests(kind, value, region=region)).order_by("pk")
    return list(dict.fromkeys(found.values_list("record", flat=True)))


def digests(kind: str, value: str, *, region: str | None = None) -> list[str]:
    """The digests of an address or number under every key still held, newest key first; none when it is none.

    A number without its country is read as a number of every country we serve.
    """
    normals = {normalise(kind, value, region=where) for where in ([region] if region else REGIONS)} - {None}
    known = keyring.keys(keyring.Purpose.SUBJECTS)
    return [_digest(key, kind, normal) for key in known for normal in sorted(filter(None, normals))]


def forget(record: UUID) -> int:
    """Delete every key of ``record``; how many there were."""
    deleted, _by_model = SubjectKey.objects.filter(record=record).delete()
    return deleted


def _email(value: str) -> str | None:
    local, at, domain = unicodedata.normalize("NFKC", value).strip().casefold().rpartition("@")
    if not (at and local and domain):
        return None
    try:
        return f"{local}@{idna.encode(domain.rstrip('.'), uts46=True).decode()}"
    except idna.IDNAError:
        return None


def _phone(value: str, region: str) -> str | None:
    try:
        number = phonenumbers.parse(unicodedata.normalize("NFKC", value), region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _digest(key: keyring.Key, kind: str, normal: str) -> str:
    return hmac.new(key.secret, f"{kind}\0{normal}".encode(), hashlib.sha256).hexdigest()
