"""wagtail_localize: page text cut into sentences, and their translations. Names live on here.

A sentence is stored once for the whole site and is not deleted with the page it came from.
"""
from privacy.contracts import Erase
from privacy.notation import copies, keys, links, staff, technical, writing

_SEGMENT = {
    **keys("id"),
    **links("source", "context"),
    **technical("where on the page the piece stands", "order"),
}
_TRANSLATOR = staff("who translated it last", "last_translated_by", erase=Erase.BLANK)
_OUTCOME = {
    **technical("when it was written, and whether it could be saved", "created_at", "updated_at", "has_error"),
    **copies("the message of a refused save, which may repeat what was typed",
             "field_error", erase=Erase.WITH_RECORD),
}

TABLES = {
    "wagtail_localize.TranslatableObject": {**keys("translation_key"), **links("content_type")},
    "wagtail_localize.TranslationSource": {
        **keys("id"),
        **links("object", "specific_content_type", "locale"),
        **copies("the title when it was sent to translation", "object_repr", erase=Erase.WITH_RECORD),
        **copies("the whole page when it was sent to translation, people and contacts included; written "
                 "anew when it is sent again", "content_json", erase=Erase.WITH_RECORD),
        **technical("which shape of the page it is, and when it was taken",
                    "schema_version", "created_at", "last_updated_at"),
    },
    "wagtail_localize.Translation": {
        **keys("id", "uuid"),
        **links("source", "target_locale"),
        **technical("whether the translation is in use, and when each side changed",
                    "enabled", "created_at", "translations_last_updated_at", "destination_last_updated_at"),
    },
    "wagtail_localize.TranslationLog": {
        **keys("id"),
        **links("source", "locale", "revision"),
        **technical("when a translation was made into a page", "created_at"),
    },
    "wagtail_localize.String": {
        **keys("id"),
        **links("locale"),
        **copies("a sentence of a page; stays when the page is rewritten or deleted",
                 "data", erase=Erase.DELETE_ROW),
        **copies("a fingerprint of the sentence, by which a known name could be recognised",
                 "data_hash", erase=Erase.DELETE_ROW),
    },
    "wagtail_localize.TranslationContext": {
        **keys("id"),
        **links("object"),
        **technical("names of fields and numbers of blocks, no content", "field_path"),
        **copies("the same, and at its end the address of a link, which may be somebody's mailbox",
                 "path", erase=Erase.DELETE_ROW),
        **copies("a fingerprint of the place, by which a known address could be recognised",
                 "path_id", erase=Erase.DELETE_ROW),
    },
    "wagtail_localize.StringTranslation": {
        **keys("id"),
        **links("translation_of", "locale", "context"),
        **writing("a translated sentence, published or not", "data", erase=Erase.DELETE_ROW),
        **technical("whether a person or which machine translated it", "translation_type", "tool_name"),
        **_TRANSLATOR,
        **_OUTCOME,
    },
    "wagtail_localize.Template": {
        **keys("id", "uuid"),
        **copies("the markup around the sentences; the text that stands for a picture remains in it",
                 "template", erase=Erase.DELETE_ROW),
        **technical("how the markup is written and how many sentences it holds",
                    "template_format", "string_count"),
    },
    "wagtail_localize.SegmentOverride": {
        **keys("id"),
        **links("locale", "context"),
        **writing("what a translator put in place of an address, a number or a picture",
                  "data_json", erase=Erase.DELETE_ROW),
        **_TRANSLATOR,
        **_OUTCOME,
    },
    "wagtail_localize.StringSegment": {
        **_SEGMENT,
        **links("string"),
        **copies("the links of a sentence: e-mail addresses and telephone numbers among them",
                 "attrs", erase=Erase.WITH_RECORD),
    },
    "wagtail_localize.TemplateSegment": {**_SEGMENT, **links("template")},
    "wagtail_localize.RelatedObjectSegment": {**_SEGMENT, **links("object")},
    "wagtail_localize.OverridableSegment": {
        **_SEGMENT,
        **copies("an address, a number or a picture of the page that a translator may replace",
                 "data_json", erase=Erase.WITH_RECORD),
    },
    "wagtail_localize.LocaleSynchronization": {**keys("id"), **links("locale", "sync_from")},
}
