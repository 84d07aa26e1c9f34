"""Addresses of the internet, as far as limits go."""

from ipaddress import IPv6Address, IPv6Network, ip_address

#: What one subscriber gets of IPv6 at least (RFC 6177): within it he changes his address as he likes.
SUBSCRIBER = 64


def subscriber_of(address: str) -> str:
    """Return what stands for the subscriber behind an address in limits: the address, of IPv6 its network.

    What is no address is returned as it is.
    """
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((parsed, SUBSCRIBER), strict=False))
