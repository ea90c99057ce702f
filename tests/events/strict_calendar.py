"""Reads a calendar file letter by letter and says what RFC 5545 would not allow, nor RFC 5546 and 6047 in a mail.

Knows nothing of our code.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

LINE = re.compile(r'^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)$')
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "LOCATION", "DESCRIPTION", "URL"}
Property = tuple[str, str, str]


def problems(content: bytes) -> list[str]:
    """What is wrong, in words; empty when it is a calendar."""
    return [*_of_lines(content), *_of_parts(_unfolded(content))]


#: What every entry has; one that only takes another out may leave out its day (RFC 5545, 3.6.1; RFC 5546, 3.2.5).
NEEDED = ("UID", "DTSTAMP", "DTSTART")


def problems_in_mail(content: bytes, content_type: str) -> list[str]:
    """What is wrong with a file that asks an attendee's calendar to do something (RFC 5546, 3.2; RFC 6047, 2.4)."""
    lines = _unfolded(content)
    return [*problems(content), *_of_method(lines, content_type)]


def _of_method(lines: list[str], content_type: str) -> Iterator[str]:
    [method] = [line.removeprefix("METHOD:") for line in lines if line.startswith("METHOD:")] or [""]
    if method not in {"REQUEST", "CANCEL"}:
        yield f"METHOD:{method} asks nobody for anything"
    if not re.search(rf'method="?{method}"?(;|$)', content_type) or "charset" not in content_type:
        yield f"the mail calls it {content_type}"
    within, events = False, list[list[Property]]()
    for line in lines:
        if line == "BEGIN:VEVENT":
            events.append([])
        within = (within or line == "BEGIN:VEVENT") and line != "END:VEVENT"
        if within and (found := LINE.match(line)):
            events[-1].append((found[1], found[2], found[3]))
    if len({value for event in events for name, _parameters, value in event if name == "UID"}) != 1:
        yield "its entries have not one UID"
    for event in events:
        yield from _of_message(method, event)


def _of_message(method: str, event: list[Property]) -> Iterator[str]:
    names = Counter(name for name, _parameters, _value in event)
    yield from (f"{names[name]} {name}" for name in ("ORGANIZER", "SEQUENCE", "SUMMARY") if names[name] != 1)
    if not names["ATTENDEE"]:
        yield "nobody attends"
    values = {name: value for name, _parameters, value in event}
    if method == "REQUEST" and values.get("STATUS") == "CANCELLED":
        yield "a request for what is cancelled"
    if method == "CANCEL" and values.get("STATUS", "CANCELLED") != "CANCELLED":
        yield "what is taken out is not cancelled"
    for name, _parameters, value in event:
        if name in {"ORGANIZER", "ATTENDEE"} and not re.fullmatch(r"mailto:[^@\s]+@[^@\s]+", value):
            yield f"{name} is {value}"


def _of_lines(content: bytes) -> Iterator[str]:
    if not content.endswith(b"\r\n") or re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", content.replace(b"\r\n", b"")):
        yield "a line does not end in CRLF, or a control character stands in one"
    for line in content.split(b"\r\n"):
        if len(line) > 75:
            yield f"longer than 75 octets: {line[:30]!r}"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"a letter is torn by folding: {line[:30]!r}"


def _unfolded(content: bytes) -> list[str]:
    text = re.sub(rb"\r\n[ \t]", b"", content).decode("utf-8", "replace")
    return [line for line in text.split("\r\n") if line]


def _of_parts(lines: list[str]) -> Iterator[str]:
    if not lines or lines[0] != "BEGIN:VCALENDAR" or lines[-1] != "END:VCALENDAR":
        yield "it does not begin and end as a calendar"
    open_parts: list[tuple[str, list[Property]]] = []
    whole: list[tuple[str, list[Property]]] = []
    for line in lines:
        found = LINE.match(line)
        if not found:
            yield f"no property: {line[:40]!r}"
            continue
        name, parameters, value = found.groups()
        if name == "BEGIN":
            open_parts.append((value, []))
        elif name == "END":
            if not open_parts or open_parts[-1][0] != value:
                yield f"END:{value} ends nothing"
                continue
            whole.append(open_parts.pop())
        elif open_parts:
            open_parts[-1][1].append((name, parameters, value))
    yield from _of_whole(whole)


def _of_whole(parts: list[tuple[str, list[Property]]]) -> Iterator[str]:
    [calendar] = [properties for name, properties in parts if name == "VCALENDAR"] or [[]]
    names = Counter(name for name, _parameters, _value in calendar)
    once = ("VERSION", "PRODID", "METHOD")
    yield from (f"the calendar has {names[name]} {name}" for name in once if names[name] != 1)
    of_zones = [properties for name, properties in parts if name == "VTIMEZONE"]
    zones = {value for properties in of_zones for name, _parameters, value in properties if name == "TZID"}
    events = [properties for name, properties in parts if name == "VEVENT"]
    uids = Counter(value for properties in events for name, _parameters, value in properties if name == "UID")
    yield from (f"{uid} occurs {number} times" for uid, number in uids.items() if number > 1)
    needed = NEEDED[:2] if ("METHOD", "", "CANCEL") in calendar else NEEDED
    for properties in events:
        yield from _of_event(properties, zones, needed)


def _of_event(properties: list[Property], zones: set[str], needed: tuple[str, ...]) -> Iterator[str]:
    names = Counter(name for name, _parameters, _value in properties)
    yield from (f"an event without {name}" for name in needed if not names[name])
    yield from (f"an event has {name} {names[name]} times" for name in sorted(ONCE) if names[name] > 1)
    values = {name: (parameters, value) for name, parameters, value in properties}
    for name in ("DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED"):
        parameters, value = values.get(name, ("", ""))
        if value and not _is_time(parameters, value, zones):
            yield f"{name}{parameters}:{value} is no time"
    if not values.get("DTSTAMP", ("", "Z"))[1].endswith("Z"):
        yield "DTSTAMP is not in UTC"
    start, end = values.get("DTSTART"), values.get("DTEND")
    if start and end and (len(start[1]) != len(end[1]) or end[1] <= start[1]):
        yield f"it ends at {end[1]}, before it starts"
    if values.get("STATUS", ("", "CONFIRMED"))[1] not in {"CONFIRMED", "TENTATIVE", "CANCELLED"}:
        yield f"STATUS:{values['STATUS'][1]}"


def _is_time(parameters: str, value: str, zones: set[str]) -> bool:
    if "VALUE=DATE" in parameters:
        return bool(re.fullmatch(r"\d{8}", value))
    zone = re.search(r'TZID="?([^";:]+)', parameters)
    if zone:
        return zone[1] in zones and bool(re.fullmatch(r"\d{8}T\d{6}", value))
    return bool(re.fullmatch(r"\d{8}T\d{6}Z", value))
