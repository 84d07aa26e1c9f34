"""Ports for the tests that nobody else takes meanwhile."""

import random
import socket

#: Below those that the kernel gives away by itself (ip_local_port_range), above those of the product's sound.
RANGE = range(20_000, 32_000)


def free_sip_port() -> int:
    """Return a port on which nobody listens now, by UDP nor by TCP."""
    while True:
        port = random.choice(RANGE)
        try:
            for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
                with socket.socket(socket.AF_INET, kind) as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return port
