"""Short words for long tables of columns. Every column is still named, and every line says why.

Each word returns a part of a table; a model's table is the union of its parts::

    {**keys("id"), **links("page"), **staff("who uploaded the file", "uploaded_by_user", erase=Erase.BLANK)}
"""
from __future__ import annotations

from privacy.contracts import Column, Columns, Erase, Find, PrivacyClass, SubjectRole, not_personal


def _each(names: tuple[str, ...], column: Column) -> Columns:
    return dict.fromkeys(names, column)


def keys(*names: str) -> Columns:
    """Numbers that the database or we give to rows."""
    return _each(names, not_personal("numbers the row and says nothing outside it"))


def links(*names: str) -> Columns:
    """Foreign keys to rows that are declared where they stand. For a link to a person, use ``staff``."""
    return _each(names, not_personal("points to a row whose own columns are declared"))


def technical(reason: str, *names: str) -> Columns:
    """Columns that describe a thing or a setting, never a person."""
    return _each(names, not_personal(reason))


def of_record(reason: str, *names: str, erase: Erase = Erase.WITH_RECORD, exported: bool = True) -> Columns:
    """Columns about the person whose record they point to."""
    return _each(
        names, Column(PrivacyClass.PERSONAL, SubjectRole.REGISTRANT, Find.RECORD, erase, exported, reason)
    )


def mailbox(reason: str, *names: str) -> Columns:
    """Addresses and numbers of the authority, which in a small one are a person's."""
    return _each(
        names,
        Column(PrivacyClass.PERSONAL, SubjectRole.CONTACT, Find.TEXT_SEARCH, Erase.BY_EDITOR, True, reason),
    )


def staff(reason: str, *names: str, erase: Erase, exported: bool = True) -> Columns:
    """Data about a colleague with an account, found by the account."""
    return _each(
        names, Column(PrivacyClass.PERSONAL, SubjectRole.STAFF, Find.ACCOUNT, erase, exported, reason)
    )


def secrets(reason: str, *names: str) -> Columns:
    """What a colleague proves herself with: hers, but never handed out, and gone with the account."""
    return staff(reason, *names, erase=Erase.DELETE_ROW, exported=False)


def writing(reason: str, *names: str, erase: Erase = Erase.BY_EDITOR) -> Columns:
    """Text written by staff, which may name anyone; an officer confirms each hit and an editor rewrites."""
    return _each(
        names,
        Column(PrivacyClass.FREE_TEXT, SubjectRole.ANYONE, Find.TEXT_SEARCH, erase, True, reason),
    )


def copies(reason: str, *names: str, erase: Erase) -> Columns:
    """Copies made by the software of text declared elsewhere: searched and erased, not exported twice."""
    return _each(
        names,
        Column(PrivacyClass.FREE_TEXT, SubjectRole.ANYONE, Find.TEXT_SEARCH, erase, False, reason),
    )
