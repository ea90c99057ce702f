"""A table of plain text in a body."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail_localize.segments import StringSegmentValue


class TextTableBlock(TypedTableBlock):
    """A table of plain text with a caption; caption, headings and cells are translated one by one."""

    def __init__(self, **kwargs: Any) -> None:
        cell = blocks.CharBlock(
            required=False, max_length=500, label=_("Text"), help_text=_("A word or a number rather than a sentence.")
        )
        cells = [("text", cell)]
        super().__init__(cells, **kwargs)

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """One segment for the caption, each heading and each cell, named by its place."""
        texts = {"caption": value.caption or ""}
        texts |= {f"heading.{number}": column["heading"] for number, column in enumerate(value.columns)}
        texts |= {f"cell.{row}.{column}": text for row, column, text in _cells(value)}
        return [StringSegmentValue(path, text) for path, text in texts.items() if text]

    def restore_translated_segments(self, value: Any, segments: Iterable[StringSegmentValue]) -> Any:
        """The table with the translated texts in their places."""
        texts = {segment.path: segment.render_text() for segment in segments}
        value.caption = texts.get("caption", value.caption)
        for number, column in enumerate(value.columns):
            column["heading"] = texts.get(f"heading.{number}", column["heading"])
        for row, column, text in list(_cells(value)):
            value.row_data[row]["values"][column] = texts.get(f"cell.{row}.{column}", text)
        return value


def _cells(table: Any) -> Iterator[tuple[int, int, str]]:
    for row_number, row in enumerate(table.row_data):
        for column_number, text in enumerate(row["values"]):
            yield row_number, column_number, text
