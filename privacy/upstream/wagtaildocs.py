"""wagtail.documents: files for download."""
from privacy.contracts import Erase
from privacy.notation import keys, links, staff, technical, writing

TABLES = {
    "wagtaildocs.Document": {
        **keys("id"),
        **links("collection"),
        **writing("may name those whom the document is about", "title"),
        **writing("the name of a file, and the file behind it with its own author and text: a list of "
                  "participants, minutes, a curriculum vitae", "file"),
        **staff("who uploaded it", "uploaded_by_user", erase=Erase.BLANK),
        **technical("size, fingerprint and age of the file", "file_size", "file_hash", "created_at"),
    },
}
