"""Limits on how often something may be tried, kept in Django's cache so that a restart does not forget them."""

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal


def check(scope: str, key: str, limit: int, seconds: int) -> None:
    """Count one try of `key` in `scope`; raise Refusal `too_many` above `limit` in a window of `seconds`."""
    window = int(clock.now().timestamp()) // seconds
    name = f"limit:{scope}:{key}:{window}"
    cache.add(name, 0, timeout=seconds * 2)
    if cache.incr(name) > limit:
        raise Refusal("too_many", _("That was tried too often. Wait a while and try again."), Category.TOO_MANY)
