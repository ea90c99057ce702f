"""wagtail.images: pictures, which may show people, and the sizes made from them."""
from privacy.contracts import Erase
from privacy.notation import copies, keys, links, staff, technical, writing

TABLES = {
    "wagtailimages.Image": {
        **keys("id"),
        **links("collection"),
        **writing("often the name of the person in the picture", "title"),
        **writing("the text read aloud instead of the picture; says who is in it", "description"),
        **writing("the picture itself may show people, its name may name them, and the camera may have "
                  "written place, time and owner into it (EXIF)", "file"),
        **staff("who uploaded it", "uploaded_by_user", erase=Erase.BLANK),
        **technical("where a crop keeps its middle: a point and a size, without saying whose face it is",
                    "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
        **technical("size, fingerprint and age of the file",
                    "width", "height", "file_size", "file_hash", "created_at"),
    },
    "wagtailimages.Rendition": {
        **keys("id"),
        **links("image"),
        **copies("a smaller copy of a picture, named after it; goes when the picture goes",
                 "file", erase=Erase.WITH_RECORD),
        **technical("how the copy was made", "filter_spec", "focal_point_key", "width", "height"),
    },
}
