"""taggit: words that editors put on images and documents."""
from privacy.contracts import Erase
from privacy.notation import copies, keys, links, technical, writing

TABLES = {
    "taggit.Tag": {
        **keys("id"),
        **writing("a word chosen by an editor; it may be the name of somebody in the picture", "name"),
        **copies("made from the word itself", "slug", erase=Erase.WITH_RECORD),
    },
    "taggit.TaggedItem": {
        **keys("id"),
        **links("tag", "content_type"),
        **technical("points to the image or document that bears the word", "object_id"),
    },
}
