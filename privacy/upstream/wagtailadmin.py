"""wagtail.admin: what an editor has open just now."""
from privacy.contracts import Erase
from privacy.notation import keys, links, staff, technical, writing

TABLES = {
    "wagtailadmin.Admin": {**keys("id")},
    "wagtailadmin.EditingSession": {
        **keys("id"),
        **links("content_type"),
        **technical("the thing that is being edited", "object_id"),
        **staff("who has the editor open, since when she was last seen, whether she has typed; shown to "
                "colleagues, deleted an hour after the last sign of life",
                "user", "last_seen_at", "is_editing", erase=Erase.EXPIRES),
    },
    "wagtailadmin.FormState": {
        **keys("id"),
        **links("content_type"),
        **technical("the thing, or the place for a new thing, that the form is about",
                    "object_id", "parent_object_id"),
        **staff("whose form it is and when she last typed",
                "user", "last_updated_at", erase=Erase.EXPIRES),
        **writing("every field of a form not yet saved, kept for the preview and deleted a day later; names "
                  "typed and taken away again are in it",
                  "data", erase=Erase.EXPIRES),
    },
}
