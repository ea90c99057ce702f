"""A list of people as it is pasted: from a mail program, from a spreadsheet, with headings or without."""
import pytest

from events.invitations.addresses import HEADINGS, Fault, Person, as_line, read, target_of

LANGUAGES = {"sv": "sv", "svenska": "sv", "fi": "fi", "suomi": "fi", "finska": "fi", "en": "en"}
LIVE = ("sv", "fi")


def people(text: str) -> list[Person]:
    return read(text, LANGUAGES, LIVE)


def told(text: str) -> list[tuple[str, ...]]:
    """Name, organisation, address and language of each, without empty ends; what is wrong instead of a bad one."""
    rows = []
    for each in people(text):
        row = (each.name, each.organisation, each.email, each.language)
        rows.append((str(each.fault),) if each.fault else row)
    return rows


ANNA = ("Anna Ek", "", "anna@x.example", "")
BO = ("Bo Ås", "", "bo@y.example", "")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("anna@x.example", [("", "", "anna@x.example", "")]),
        ("Anna Ek <anna@x.example>", [ANNA]),
        ('"Ek, Anna" <anna@x.example>', [ANNA]),
        ("Ek, Anna <anna@x.example>", [ANNA]),
        ("<mailto:anna@x.example>", [("", "", "anna@x.example", "")]),
        ("mailto:anna@x.example", [("", "", "anna@x.example", "")]),
        ("Anna Ek <anna@x.example>, Bo Ås <bo@y.example>", [ANNA, BO]),
        ("Anna Ek <anna@x.example>; Bo Ås <bo@y.example>;", [ANNA, BO]),
        ("Ek, Anna <anna@x.example>; Ås, Bo <bo@y.example>", [ANNA, BO]),
        ("Ek, Anna <anna@x.example>, Ås, Bo <bo@y.example>", [ANNA, BO]),
        ("anna@x.example; bo@y.example", [("", "", "anna@x.example", ""), ("", "", "bo@y.example", "")]),
        ("anna@x.example\tbo@y.example", [("", "", "anna@x.example", ""), ("", "", "bo@y.example", "")]),
        ("anna@x.example\r\n\r\nbo@y.example\r", [("", "", "anna@x.example", ""), ("", "", "bo@y.example", "")]),
        ("Anna Ek\tRegion Björkdal\tanna@x.example\tfi", [("Anna Ek", "Region Björkdal", "anna@x.example", "fi")]),
        ("Anna Ek;anna@x.example;Region Björkdal;Suomi", [("Anna Ek", "Region Björkdal", "anna@x.example", "fi")]),
        ("Region\tAnna Ek <anna@x.example>", [("Anna Ek", "Region", "anna@x.example", "")]),
        ("Anna Ek, anna@x.example", [ANNA]),
        ("Anna Ek anna@x.example", [ANNA]),
        ("anna@x.example Anna Ek; Bo Ås bo@y.example", [ANNA, BO]),
        ("Namn\tE-post\tSpråk\nAnna Ek\tanna@x.example\tfinska", [("Anna Ek", "", "anna@x.example", "fi")]),
        ("Etunimi;Sukunimi;Sähköposti\nAnna;Ek;anna@x.example", [ANNA]),
        ("E-post,Namn\n<anna@x.example>,Anna Ek", [ANNA]),
        ("Organisation;E-post;Språk\n;anna@x.example;", [("", "", "anna@x.example", "")]),
        ("E-post\nanna@x.example", [("", "", "anna@x.example", "")]),
        ("Anna\u200b \x07Ek <anna@x.example>", [ANNA]),
        ("Anna Ek", [("no_address",)]),
        ("Anna Ek <anna@x.example>; Bo Ås", [ANNA, ("no_address",)]),
        ("anna@x", [("bad_address",)]),
        ("anna@@x.example", [("bad_address",)]),
        ("Anna Ek <anna x.example>", [("bad_address",)]),
        (f"{'a' * 201} <anna@x.example>", [("too_long",)]),
        ("anna@x.example\ten", [("unknown_language",)]),
        ("E-post;Språk\nanna@x.example;klingon", [("unknown_language",)]),
        ("", []),
    ],
)
def test_everybody_on_the_list_is_found(text, wanted):
    assert told(text) == wanted


def test_a_line_that_is_wrong_keeps_its_number_and_its_text():
    [good, bad] = people("Anna Ek <anna@x.example>\n\n  Bo Ås  \n")
    assert (good.number, good.fault) == (1, None)
    assert (bad.number, bad.line, bad.fault) == (3, "Bo Ås", Fault.NO_ADDRESS)


def test_a_row_of_a_file_is_written_as_a_line_that_is_read_again():
    row = {"first_name": "Anna", "last_name": "Ek", "organisation": "Ord & bild, AB; x", "email": "anna@x.example"}
    assert told(f"{HEADINGS}\n{as_line(row)}") == [("Anna Ek", "Ord & bild, AB; x", "anna@x.example", "")]


def test_headings_in_three_languages_are_known():
    assert [target_of(each) for each in ("Kieli", "E-postadress*", "Organization", "Förnamn", "Skonummer")] == [
        "language", "email", "organisation", "first_name", "",
    ]  # fmt: skip
