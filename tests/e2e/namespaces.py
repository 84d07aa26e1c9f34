"""Two network namespaces of Linux: a far one with the server, and a near one whose way to it can be changed.

    near: wifi0   10.213.1.2 ----- 10.213.1.1 \\
                                               far: 10.213.0.1, the server's address
    near: mobile0 10.213.2.2 ----- 10.213.2.1 /

The near one has one of its two interfaces up at a time, as a laptop that leaves its Wi-Fi for a telephone.
Needs root and iproute2; see ip-netns(8).
"""

import itertools
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from tests.e2e.browsers import CHROMIUM
from tests.e2e.server import RunningServer

Way = Literal["wifi", "mobile"]

#: The last but one number of each way's addresses.
WAYS: dict[Way, int] = {"wifi": 1, "mobile": 2}
SERVER = "10.213.0.1"

_numbers = itertools.count()


class Networks:
    """A near and a far namespace; `use` says by which way the near one reaches the far one."""

    def __init__(self) -> None:
        suffix = f"{os.getpid()}-{next(_numbers)}"
        self.near, self.far = f"oogcontact-near-{suffix}", f"oogcontact-far-{suffix}"

    def make(self) -> None:
        """Make both; fails with a sentence where that is not possible."""
        for name in (self.near, self.far):
            try:
                _ip("netns", "add", name)
            except (OSError, subprocess.CalledProcessError) as error:
                words = getattr(error, "stderr", None) or error
                raise AssertionError(
                    "This test changes the network of a browser, for which it makes network namespaces. That is not"
                    f" possible here: it needs root and the package iproute2. {words}"
                ) from error
            # An address of IPv6 that the kernel gives a second later would be another change of network.
            off = "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6 || true"
            _ip("netns", "exec", name, "sh", "-c", off)
            _ip("-n", name, "link", "set", "lo", "up")
        _ip("-n", self.far, "addr", "add", f"{SERVER}/32", "dev", "lo")
        for way, number in WAYS.items():
            ends = ["name", f"{way}0", "netns", self.near, "type", "veth", "peer", "name", f"{way}1", "netns", self.far]
            _ip("link", "add", *ends)
            _ip("-n", self.far, "addr", "add", f"10.213.{number}.1/30", "dev", f"{way}1")
            _ip("-n", self.far, "link", "set", f"{way}1", "up")

    def use(self, way: Way) -> None:
        """Take the other way down, with its address, then this one up."""
        for other in WAYS:
            if other != way:
                # With its address left, the kernel would go on to send from it by the new way.
                _ip("-n", self.near, "addr", "flush", "dev", f"{other}0")
                _ip("-n", self.near, "link", "set", f"{other}0", "down")
        _ip("-n", self.near, "addr", "add", f"10.213.{WAYS[way]}.2/30", "dev", f"{way}0")
        _ip("-n", self.near, "link", "set", f"{way}0", "up")
        _ip("-n", self.near, "route", "replace", "default", "via", f"10.213.{WAYS[way]}.1")

    def remove(self) -> None:
        """Remove what was made; what still runs inside keeps it alive until it ends."""
        for name in (self.near, self.far):
            if Path("/run/netns", name).exists():
                _ip("netns", "del", name)

    def chromium(self, name: str, folder: Path) -> str:
        """Return the path of a program that is Chromium in that namespace; written into `folder`."""
        program = folder / f"chromium-{name}"
        program.write_text(f'#!/bin/sh\nexec ip netns exec {name} {CHROMIUM} "$@"\n')
        program.chmod(0o755)
        return str(program)


class FarServer(RunningServer):
    """The server in the far namespace, where this process can not reach it."""

    def __init__(self, networks: Networks, data: Path) -> None:
        super().__init__(data)
        self.url = f"http://{SERVER}:{self.port}"
        self._environment |= {"PUBLIC_URL": self.url, "HOST": "0.0.0.0"}
        self._command = ["ip", "netns", "exec", networks.far, *self._command]

    def _answers(self) -> bool:
        # It says so itself once it answers.
        return f"Oogcontact: {self.url}" in self.log.read_text()


@contextmanager
def networks() -> Iterator[Networks]:
    """A near and a far namespace, the near one on its Wi-Fi."""
    made = Networks()
    try:
        made.make()
        made.use("wifi")
        yield made
    finally:
        made.remove()


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)
