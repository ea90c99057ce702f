"""One pass over everything that is stored, for as many needles at once as fit into memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import DatabaseError, transaction

from privacy.sweep import files, opening, tables
from privacy.sweep.belonging import Belonging
from privacy.sweep.findings import Finding, Sweep, shown
from privacy.sweep.needles import Needle
from privacy.sweep.net import Net
from privacy.sweep.reading import lexemes_in_order

#: So many needles make an automaton of some hundred megabytes; more of them take several passes.
AT_ONCE = 50_000


def sweep(needles: Iterable[Needle], *, own: Collection[UUID | tuple[str, str]] = ()) -> Sweep:
    """Look for every needle in every table, file and cache.

    :param own: numbers of records, and rows (table, primary key as text), that are known to hold
        needles and are kept on purpose.

    Reads everything once for each fifty thousand needles, a thousand rows at a time. What stands in
    a living record other than the one a needle was taken from has a rule of its own; what cannot be
    read is named in ``unread``.
    """
    outcome = Sweep()
    belonging = Belonging(own)
    remaining = iter(dict.fromkeys(needles))
    while some := list(islice(remaining, AT_ONCE)):
        _one_pass(outcome, Net(some), belonging, is_first=not outcome.needles)
        outcome.needles += len(some)
    return outcome


def _one_pass(outcome: Sweep, net: Net, belonging: Belonging, *, is_first: bool) -> None:
    seen = Sweep()
    for table in tables.tables():
        _in_table(seen, table, net, belonging)
    for place in files.folders():
        _in_folder(seen, place, net, belonging)
    for alias, key, content in files.cached():
        for needle in net.in_bytes(content):
            seen.add(Finding(f"cache: {alias}", "entry", shown(key), needle.kind))
    seen.unread.update(files.unread_stores())
    for finding in seen.findings:
        outcome.add(finding)
    if is_first:
        outcome.tables, outcome.rows, outcome.files, outcome.unread = seen.tables, seen.rows, seen.files, seen.unread


def _in_table(seen: Sweep, table: tables.Table, net: Net, belonging: Belonging) -> None:
    if not table.is_readable:
        seen.unread[f"table: {table.shown}"] += 1
        return
    try:
        with transaction.atomic():
            if table.name == tables.STATISTICS:
                _let_the_planner_forget(table, net)
            for row in tables.rows(table):
                seen.rows += 1
                for column, needle in _in_row(seen, table, row, net):
                    state = belonging.of_row(table.name, row.key, needle)
                    seen.add(Finding(table.shown, column, _key(table, row), needle.kind, state))
    except DatabaseError:
        seen.unread[f"table: {table.shown}"] += 1
    seen.tables += 1


def _in_row(seen: Sweep, table: tables.Table, row: tables.Row, net: Net) -> Iterator[tuple[str, Needle]]:
    kinds = dict(table.columns)
    for column, value in row.values:
        if isinstance(value, bytes):
            found = net.in_bytes(value)
        else:
            text = "" if value is None else str(value)
            found = net.in_text(_text(table, column, kinds[column], text))
            words, shut = opening.opened(text, [str(each) for each in (*row.key, *dict(row.values).values())])
            for each in words:
                found |= net.in_text(each)
            if shut:
                seen.unread[f"sealed values: {table.shown}.{column}"] += shut
        for needle in found:
            yield column, needle


def _text(table: tables.Table, column: str, kind: str, text: str) -> str:
    """Search vectors put back in order, sessions opened."""
    if kind == "tsvector":
        return f"{text}\n{lexemes_in_order(text)}"
    if table.name == Session._meta.db_table and column == "session_data":
        return json.dumps(Session(session_data=text).get_decoded(), ensure_ascii=False, default=str)
    return text


def _in_folder(seen: Sweep, place: files.Place, net: Net, belonging: Belonging) -> None:
    for path in files.in_folder(place):
        seen.files += 1
        name = path.relative_to(place.folder).as_posix()
        in_name = net.in_text(name)
        where = shown(name) if in_name else name
        for needle in in_name:
            seen.add(Finding(place.name, "name", where, needle.kind, belonging.of_file(name, needle)))
        if files.is_packed(path):
            seen.unread[f"{place.name}: {path.suffix.lower()}"] += 1
        try:
            in_content = {needle for block in files.blocks(path) for needle in net.in_bytes(block)}
        except (OSError, ValueError, EOFError):
            seen.unread[f"{place.name}: {path.suffix.lower()}"] += 1
            continue
        for needle in in_content:
            seen.add(Finding(place.name, "content", where, needle.kind, belonging.of_file(name, needle)))


def _let_the_planner_forget(table: tables.Table, net: Net) -> None:
    """Values that the planner remembers of rows that are gone are no residue of ours: it looks again."""
    remembered = {row.key[:2] for row in tables.rows(table) if any(_in_row(Sweep(), table, row, net))}
    for schema, name in sorted(remembered):
        tables.analyse(schema, name)


def _key(table: tables.Table, row: tables.Row) -> str:
    if table.name == tables.STATISTICS:
        return ".".join(map(str, row.key))  # names of tables and columns
    return "/".join(shown(part) for part in row.key)
