"""The command line: `oogcontact run`, `add-organisation`, `make-demo`, `openapi`."""

import argparse
import contextlib
import gc
import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import django
import uvicorn

#: SDP of a call with three people is some 20 kB; nothing that goes over the WebSocket is larger.
WS_MAX_BYTES = 128 * 1024

#: Seconds that open connections get when the server ends; a WebSocket would else hold it for ever.
GRACE_SECONDS = 3


def main() -> None:
    """Run the command that the arguments name."""
    parser = argparse.ArgumentParser(prog="oogcontact", description="Oogcontact's server. Settings: docs/operating.md.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="prepare the database and serve until Ctrl-C")
    commands.add_parser("make-demo", help="make the demo organisation, once")
    openapi = commands.add_parser("openapi", help="write the schema of the HTTP API")
    openapi.add_argument("file", type=Path, nargs="?", default=Path("web/openapi.json"))
    organisation = commands.add_parser("add-organisation", help="make an organisation and mail its administrator")
    for name in ("name", "email", "first-name", "last-name"):
        organisation.add_argument(f"--{name}", required=True)
    organisation.add_argument("--language", choices=("nl", "en"), default="nl")
    arguments = parser.parse_args()
    # What is loaded now stays: to look for garbage in it takes a fifth of the time of starting. A server enables it.
    gc.disable()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oogcontact.project.settings")
    django.setup()
    commands_by_name: dict[str, Callable[[], None]] = {
        "run": run,
        "make-demo": make_demo,
        "add-organisation": lambda: add_organisation(arguments),
        "openapi": lambda: write_openapi(arguments.file),
    }
    commands_by_name[arguments.command]()


def run() -> None:
    """Prepare what is not ready yet, then serve until a signal ends it; everything started ends with it."""
    from django.conf import settings  # noqa: PLC0415 - only after django.setup()

    from oogcontact.project import preparation, telephones  # noqa: PLC0415

    try:
        telephones.configured()
    except ValueError as error:
        sys.exit(str(error))
    sockets = listen(settings.HOST, settings.PORT)
    preparation.prepare()
    config = uvicorn.Config(
        "oogcontact.project.asgi:make_application",
        factory=True,
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_max_size=WS_MAX_BYTES,
        # With it a connection takes 54 KiB instead of 20.
        ws_per_message_deflate=False,
        # Answered by the browser itself, also for a page in the background whose own timers sleep: a client that is
        # gone without a word counts as lost within 25 seconds.
        ws_ping_interval=10,
        ws_ping_timeout=15,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.TRUST_PROXY),
        forwarded_allow_ips=settings.TRUST_PROXY or None,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    # Uvicorn has ended everything when it passes Ctrl-C on.
    with contextlib.suppress(KeyboardInterrupt):
        Server(config).run(sockets=sockets)


class Server(uvicorn.Server):
    """Uvicorn's server, which says where it is once it really answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address and, in a demonstration, who can sign in."""
        await super().startup(sockets)
        if not self.should_exit:
            print(welcome(), flush=True)


def welcome() -> str:
    """Return what is printed when the server is ready."""
    from django.conf import settings  # noqa: PLC0415 - only after django.setup()

    from oogcontact.project import demo  # noqa: PLC0415

    lines = ["", f"Oogcontact: {settings.PUBLIC_URL}"]
    if settings.DEMO:
        lines += ["", f"  {demo.ORGANISATION} - password {settings.DEMO_PASSWORD}"]
        lines += [f"  {someone.email:<24} {someone.first_name}, {someone.role}" for someone in demo.PEOPLE]
        lines += ["", f"  All mail: {settings.PUBLIC_URL}/demo/mail"]
        lines += ["", f"  Telephone conference: call sip:{demo.SHORT_NUMBER}@{settings.SIP_BIND}:{settings.SIP_PORT}"]
        pins = f"PIN {demo.MODERATOR_PIN} as moderator, {demo.PARTICIPANT_PIN} as participant"
        lines += [f"  conference number {demo.CONFERENCE}, {pins}"]
    return "\n".join([*lines, "", "Ctrl-C ends it.", ""])


def listen(host: str, port: int) -> list[socket.socket]:
    """Return the listening sockets; `localhost` means IPv4 and, where the machine has it, IPv6.

    Ends the program with a sentence when the port is taken.
    """
    families = [(socket.AF_INET6 if ":" in host else socket.AF_INET, host)]
    if host == "localhost":
        families = [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
    sockets: list[socket.socket] = []
    for family, address in families:
        try:
            sockets.append(_bound(family, address, port))
        except OSError as error:
            if not sockets:
                sys.exit(f"Port {port} of {host} can not be used ({error.strerror}). Choose another with PORT=...")
    return sockets


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    try:
        made.bind((address, port))
    except OSError:
        made.close()
        raise
    return made


def make_demo() -> None:
    """Prepare the database and make the demo organisation unless it exists."""
    from oogcontact.project import demo, preparation  # noqa: PLC0415 - only after django.setup()

    preparation.prepare()
    demo.make_once()
    demo.make_telephones()


def add_organisation(arguments: argparse.Namespace) -> None:
    """Make an organisation with its first administrator, who gets an activation link by mail (ACC-2)."""
    from oogcontact.kernel.errors import Refusal  # noqa: PLC0415 - only after django.setup()
    from oogcontact.project import organisations, preparation  # noqa: PLC0415

    preparation.prepare()
    try:
        organisations.add(
            arguments.name, arguments.email, arguments.first_name, arguments.last_name, arguments.language
        )
    except Refusal as refusal:
        sys.exit(str(refusal.message))
    print(f"Made {arguments.name}; {arguments.email} gets an activation link by mail.")


def write_openapi(file: Path) -> None:
    """Write the schema of the HTTP API, from which the client's types are generated."""
    from oogcontact.project import openapi  # noqa: PLC0415 - only after django.setup()

    text = json.dumps(openapi.schema(), indent=2, ensure_ascii=False, default=str)
    if not file.exists() or file.read_text() != text + "\n":
        file.write_text(text + "\n")
        print(f"Wrote {file}")


if __name__ == "__main__":
    main()
