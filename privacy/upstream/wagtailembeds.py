"""wagtail.embeds: what a video site answered about a film, kept so as not to ask again."""
from privacy.contracts import Column, Erase, Find, PrivacyClass, SubjectRole
from privacy.notation import copies, keys, technical

TABLES = {
    "wagtailembeds.Embed": {
        **keys("id"),
        "author_name": Column(
            PrivacyClass.PERSONAL, SubjectRole.CONTACT, Find.TEXT_SEARCH, Erase.DELETE_ROW, True,
            "who published the film, as the video site says; asked for again when the page is shown",
        ),
        **copies("what the video site says of the film; may name those in it; asked for again when the "
                 "page is shown", "title", "html", erase=Erase.DELETE_ROW),
        **technical("the address and nature of the film and of its still picture",
                    "url", "type", "provider_name", "thumbnail_url"),
        **technical("size of the player and age of the copy",
                    "max_width", "width", "height", "hash", "last_updated", "cache_until"),
    },
}
