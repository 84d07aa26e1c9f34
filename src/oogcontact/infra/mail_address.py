"""E-mail addresses as people write them, also in other scripts (RFC 5321, RFC 6531); pure."""

import re
import unicodedata

#: The longest address that fits in a path (RFC 5321, 4.5.3.1.3, without its brackets), and its two parts.
LONGEST, LONGEST_LOCAL = 254, 64

#: Signs of a local part without quotes (RFC 5322, 3.2.3), and letters of other scripts (RFC 6532, 3.2).
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


class AddressInvalid(ValueError):
    """The text is not a whole e-mail address."""


def clean(text: str) -> str:
    """Return the address without surrounding space, its domain in lower case; raises AddressInvalid.

    Nothing that it returns can add a header or a second receiver: no space, comma, bracket or line end is in it.
    """
    address = unicodedata.normalize("NFC", text.strip())
    local, at, domain = address.rpartition("@")
    domain = domain.lower()
    if not at or not _LOCAL.fullmatch(local) or len(local.encode()) > LONGEST_LOCAL:
        raise AddressInvalid(text)
    labels = ascii_domain(domain).split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        raise AddressInvalid(text)
    if len(local.encode()) + 1 + len(".".join(labels)) > LONGEST:
        raise AddressInvalid(text)
    return f"{local}@{domain}"


def is_address(text: str) -> bool:
    """Tell whether a text is a whole e-mail address."""
    try:
        clean(text)
    except AddressInvalid:
        return False
    return True


def on_the_wire(address: str) -> str:
    """Return the address as mail servers know it: its domain in ASCII (RFC 5891)."""
    local, _at, domain = address.rpartition("@")
    return f"{local}@{ascii_domain(domain)}"


def needs_utf8(address: str) -> bool:
    """Tell whether only a mail server with SMTPUTF8 (RFC 6531) takes this address."""
    return not address.rpartition("@")[0].isascii()


def ascii_domain(domain: str) -> str:
    """Return a domain in ASCII; raises AddressInvalid for what can be none."""
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise AddressInvalid(domain) from error
