"""wagtail.search: the index. Its columns, and on SQLite its second table, depend on the database."""
from django.db import connection
from modelsearch.abstract_models import AbstractSQLiteFTSIndexEntry

from privacy.contracts import Columns, Erase
from privacy.notation import copies, keys, links, technical

_WORDS = copies(
    "the words of a page, image or document as they were when it was saved last; written anew at every "
    "save and gone with it",
    "title", "body", "autocomplete", erase=Erase.WITH_RECORD,
)
_PLAIN_WORDS = copies(
    "the same words once more, readable as they stand; only on PostgreSQL",
    "title_text", "body_text", erase=Erase.WITH_RECORD,
)

TABLES: dict[str, Columns] = {
    "wagtailsearch.IndexEntry": {
        **keys("id"),
        **links("content_type"),
        **technical("the thing that was indexed", "object_id"),
        **technical("weighs short titles against long ones", "title_norm"),
        **_WORDS,
        **(_PLAIN_WORDS if connection.vendor == "postgresql" else {}),
    },
}

if AbstractSQLiteFTSIndexEntry is not None:
    TABLES["wagtailsearch.SQLiteFTSIndexEntry"] = {**links("index_entry"), **_WORDS}
