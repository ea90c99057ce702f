"""What a page is by schema.org, in the head of base.html."""
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from home.structured_data import as_script

register = template.Library()


@register.simple_tag(takes_context=True)
def machine_data(context: Any) -> SafeString:
    """The data blocks of the page that is shown; nothing where what is shown is no page by itself."""
    if "meta" not in context:
        return SafeString()
    found = context["page"].machine_data(context)
    return format_html_join("\n", "{}", ((as_script(data),) for data in found))
