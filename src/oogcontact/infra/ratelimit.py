"""Limits on how often something may be tried, kept in Django's cache so that a restart does not forget them."""

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from oogcontact.kernel import clock
from oogcontact.kernel.errors import Category, Refusal
from oogcontact.kernel.network import subscriber_of


def check(scope: str, key: str, limit: int, seconds: int) -> None:
    """Count one try of `key` in `scope`; raise Refusal `too_many` above `limit` in a window of `seconds`."""
    if count(scope, key, seconds) > limit:
        raise Refusal("too_many", _("That was tried too often. Wait a while and try again."), Category.TOO_MANY)


def count(scope: str, key: str, seconds: int) -> int:
    """Count one try; return how many there were in this window of `seconds`."""
    name = _name(scope, key, seconds)
    cache.add(name, 0, timeout=seconds * 2)
    return int(cache.incr(name))


def exceeded(scope: str, key: str, limit: int, seconds: int) -> bool:
    """Tell whether there were `limit` tries in this window already, without counting one."""
    return int(cache.get(_name(scope, key, seconds), 0)) >= limit


def _name(scope: str, key: str, seconds: int) -> str:
    # Who has a network of IPv6 addresses counts once.
    return f"limit:{scope}:{subscriber_of(key)}:{int(clock.now().timestamp()) // seconds}"
