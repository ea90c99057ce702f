"""What search engines read of a page beside its text: schema.org in JSON-LD. Dicts in, a script out."""
from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
_JSON_IN_HTML = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_script(data: dict[str, Any] | None) -> SafeString:
    """The data block for the page's head. It is never executed; nothing in it can end it early."""
    if data is None:
        return mark_safe("")
    text = json.dumps({"@context": CONTEXT, **data}, ensure_ascii=False, separators=(",", ":"))
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(_JSON_IN_HTML)),  # noqa: S308  (<, > and & are escaped in this line)
    )


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """The same without what is empty."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}


def breadcrumb_list(line: Iterable[tuple[str, str]]) -> dict[str, Any] | None:
    """Where the page stands: pairs of title and full address from the start page down; None for a start page."""
    items = [
        {"@type": "ListItem", "position": position, "name": title, "item": url}
        for position, (title, url) in enumerate(line, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items} if len(items) > 1 else None


def web_site(*, name: str, url: str, language: str) -> dict[str, Any]:
    """The site in one language, who is behind it, and how it is searched."""
    return {
        "@type": "WebSite",
        "@id": f"{url}#site",
        "name": name,
        "url": url,
        "inLanguage": language,
        "publisher": {"@type": "Organization", "@id": f"{url}#organization", "name": name, "url": url},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{url}search/?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def public_body(
    *, name: str, url: str, description: str, telephone: str, email: str, address: str, website: str, image: str
) -> dict[str, Any]:
    """A public body as an organisation."""
    return filled(
        {
            "@type": "GovernmentOrganization",
            "@id": f"{url}#organization",
            "name": name,
            "url": url,
            "description": description,
            "telephone": telephone,
            "email": email,
            "address": " ".join(address.split()),
            "sameAs": website,
            "image": image,
        }
    )
