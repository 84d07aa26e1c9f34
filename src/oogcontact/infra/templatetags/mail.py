"""The tags of mail templates: `{% button "Open" url %}` and, for what matters less, `{% link "Test" url %}`."""

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

#: A button in a rendered template. The signs around it can not stand in a value (infra/mail.py takes them out).
BUTTON = re.compile("\x02([^\x02-\x04]*)\x03([^\x02-\x04]*)\x04")
LINK = re.compile("\x05([^\x02-\x05]*)\x03([^\x02-\x05]*)\x04")


@register.simple_tag
def button(label: str, url: str) -> SafeString:
    """Return a button that leads to `url`; alone in its paragraph."""
    return mark_safe(f"\x02{label}\x03{url}\x04")  # noqa: S308 - infra.mail escapes it when it makes the HTML


@register.simple_tag
def link(label: str, url: str) -> SafeString:
    """Return a quiet link to `url`; alone in its paragraph."""
    return mark_safe(f"\x05{label}\x03{url}\x04")  # noqa: S308 - infra.mail escapes it when it makes the HTML
