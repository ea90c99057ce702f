"""Copies made for people of what is stored about them."""

from privacy.contracts import Columns, Erase
from privacy.notation import keys, links, of_record

TABLES: dict[str, Columns] = {
    "privacy.ExtractPackage": {
        **keys("id"),
        **links("request"),
        **of_record("the file with her data and its checksum; deleted after fourteen days, the file first",
                    "file_name", "digest", erase=Erase.EXPIRES),
        **of_record("when her copy was made, until when it can be fetched and how often it was",
                    "made_at", "expires_at", "fetched", erase=Erase.EXPIRES),
    },
}  # fmt: skip
