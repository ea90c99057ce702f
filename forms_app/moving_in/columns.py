"""Which column of a list answers which question: proposals by heading, by wording and by what stands in it. Pure."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from forms_app.moving_in.lists import Sheet
from forms_app.questions import Question

#: The column that says when somebody registered; it answers no question.
WHEN = "when"
#: Columns of given name and family name, put together as the name.
FIRST, LAST = "first_name", "last_name"

#: Headings in the languages of the systems that people leave, in the folded form of ``fold``.
SYNONYMS: dict[str, set[str]] = {
    "name": {"namn", "nimi", "name", "deltagare", "osallistuja", "participant", "fullstandigt namn", "koko nimi",
             "full name", "for och efternamn", "etu ja sukunimi", "namn for och efternamn"},
    FIRST: {"fornamn", "etunimi", "first name", "firstname", "given name", "tilltalsnamn", "etunimet"},
    LAST: {"efternamn", "sukunimi", "last name", "lastname", "surname", "family name"},
    "email": {"e post", "epost", "e postadress", "epostadress", "mejl", "mejladress", "mail", "email", "e mail",
              "email address", "e mail address", "sahkoposti", "sahkopostiosoite", "s posti", "e postadress deltagare"},
    "telephone": {"telefon", "telefonnummer", "mobil", "mobilnummer", "mobiltelefon", "puhelin", "puhelinnumero",
                  "matkapuhelin", "gsm", "phone", "phone number", "telephone", "mobile", "tel"},
    "title": {"titel", "befattning", "yrke", "yrkestitel", "roll", "tehtavanimike", "nimike", "ammatti", "title",
              "job title", "position"},
    "organisation": {"organisation", "arbetsplats", "foretag", "foretag organisation", "forvaltning", "bibliotek",
                     "organisaatio", "yritys", "tyopaikka", "yritys organisaatio", "organization", "company",
                     "employer"},
    "diet": {"specialkost", "kost", "matallergi", "allergi", "allergier", "erityisruokavalio", "ruokavalio",
             "ruoka allergiat", "allergiat", "special diet", "diet", "dietary requirements", "food allergies"},
    "access": {"tillganglighet", "tillganglighetsbehov", "esteettomyys", "access needs", "accessibility"},
    "invoice": {"fakturauppgifter", "fakturaadress", "faktura", "laskutustiedot", "laskutusosoite", "invoice details",
                "invoice address", "billing address"},
    WHEN: {"anmald", "anmald den", "anmalningsdatum", "anmalningstid", "registrerad", "registreringsdatum", "inkom",
           "svarsdatum", "skapad", "tidsstampel", "ilmoittautunut", "ilmoittautumisaika", "ilmoittautumispaiva",
           "luotu", "vastausaika", "vastattu", "aikaleima", "lahetetty", "registered", "registration date",
           "registration time", "submitted", "submitted at", "created", "timestamp", "start date", "completion time",
           "responded", "date registered"},
}  # fmt: skip
_YES = {"ja", "j", "kylla", "k", "yes", "y", "x", "1", "true", "sant", "tosi", "on"}
_NO = {"nej", "n", "ei", "e", "no", "0", "false", "falskt", "epatosi", "off", ""}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_DAY = re.compile(r"(?P<a>\d{1,4})[-./](?P<b>\d{1,2})[-./](?P<c>\d{1,4})")
_CLOCK = re.compile(r"(?:^|[T\s])(?:kl\.?|klo)?\s*(?P<hour>\d{1,2})[.:](?P<minute>\d{2})(?:[.:](?P<second>\d{2}))?")


def fold(text: str) -> str:
    """The text in small letters without marks and signs, for comparison: "E-postadress*" and "e postadress" are one."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def proposals(sheet: Sheet, questions: Iterable[Question]) -> list[str]:
    """For each column what it most likely answers: a question's key, ``WHEN``, ``FIRST``, ``LAST`` or ""."""
    asked = [question for question in questions if question.kind.is_asked]
    taken: set[str] = set()
    found = []
    for column, heading in enumerate(sheet.headings):
        target = _target(fold(heading), sheet.examples(column, 20), asked, taken)
        if target:
            taken.add(target)
        found.append(target)
    return found


def _target(heading: str, values: list[str], asked: list[Question], taken: set[str]) -> str:
    free = [question for question in asked if question.key not in taken]
    by_words = next((each.key for each in free if heading and fold(each.label.value) == heading), "")
    if by_words:
        return by_words
    for kind, headings in SYNONYMS.items():
        if heading in headings:
            if kind in (WHEN, FIRST, LAST):
                return kind if kind not in taken else ""
            return next((each.key for each in free if each.type == kind), "")
    return _by_values(values, free)


def _by_values(values: list[str], free: list[Question]) -> str:
    if not values:
        return ""
    if all(_EMAIL.fullmatch(value) for value in values):
        return next((each.key for each in free if each.kind.widget == "email"), "")
    return next(
        (
            each.key
            for each in free
            if each.kind.has_options and all(chosen(each, value) is not None for value in values)
        ),
        "",
    )


def chosen(question: Question, value: str) -> list[str] | None:
    """The keys of the options that a cell names, by their words or keys; None when it names something else."""
    if not value:
        return []
    known = {fold(option.label.value): option.key for option in question.options}
    known |= {fold(option.key): option.key for option in question.options}
    if fold(value) in known:
        return [known[fold(value)]]
    parts = [fold(part) for part in re.split(r"[;,|\n]", value) if part.strip()]
    if question.kind.widget == "checkboxes" and all(part in known for part in parts):
        return list(dict.fromkeys(known[part] for part in parts))
    return None


def as_posted(question: Question, value: str) -> list[str] | None:
    """A cell as a browser would send it; None when it cannot be understood as an answer to the question."""
    if question.kind.has_options:
        return chosen(question, value)
    if question.kind.widget == "checkbox":
        word = fold(value)
        if word in _YES or (word and word == fold(question.label.value)):
            return ["on"]
        return [] if word in _NO else None
    if question.kind.widget == "date" and value:
        day = day_of(value)
        return [day.isoformat()] if day else None
    return [value] if value else []


def day_of(text: str) -> date | None:
    """The day a cell names: 2027-02-27, 27.2.2027, 27/2 2027 are read the Nordic way, the day before the month."""
    found = _DAY.search(text)
    if found is None:
        return None
    first, second, third = int(found["a"]), int(found["b"]), int(found["c"])
    year, month, day = (first, second, third) if len(found["a"]) == 4 else (third, second, first)
    try:
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def moment_of(text: str, zone: ZoneInfo) -> datetime | None:
    """The aware moment a cell names, at noon where it names only a day; None when it names none."""
    day = day_of(text)
    if day is None:
        return None
    clock = _CLOCK.search(_DAY.sub("", text, count=1))
    try:
        at = time(int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)) if clock else time(12)
    except ValueError:
        return None
    return datetime.combine(day, at, tzinfo=zone)
