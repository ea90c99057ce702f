"""wagtail.contrib.redirects: old addresses, made by hand or when a page is renamed or moved."""
from privacy.notation import keys, links, technical, writing

TABLES = {
    "wagtailredirects.Redirect": {
        **keys("id"),
        **links("site", "redirect_page"),
        **writing("an address made from a page's title: it goes on naming whom the old title named",
                  "old_path"),
        **writing("where to send the reader: an address typed by an editor",
                  "redirect_link", "redirect_page_route_path"),
        **technical("how the redirect works and when it came about",
                    "is_permanent", "automatically_created", "created_at"),
    },
}
