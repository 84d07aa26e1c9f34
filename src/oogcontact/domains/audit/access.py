"""Reading the audit log."""

from oogcontact.domains.audit.models import Entry, Head
from oogcontact.domains.audit.policy import START, chained


def first_broken() -> int | None:
    """Return the number of the first entry that was changed, removed or put in afterwards; None if all is whole."""
    digest, expected = START, 1
    for entry in Entry.objects.order_by("number").iterator():
        digest = chained(digest, entry.content())
        if entry.number != expected or entry.digest != digest:
            return expected
        expected += 1
    head = Head.objects.filter(pk=1).first()
    if head is not None and (head.number, head.digest) != (expected - 1, digest):
        return expected
    return None
