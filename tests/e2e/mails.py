"""What a running server has mailed, read back from the files that it writes where there is no mail server."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar

from tests.e2e.server import RunningServer
from tests.until import wait_until


def mails(server: RunningServer, address: str, count: int) -> list[EmailMessage]:
    """Return the mails to this address once there are so many, oldest first."""
    wait_until(lambda: len(_read(server, address)) >= count, 30, f"mail {count} to {address}")
    return _read(server, address)


def mailed_link(server: RunningServer, to: str, path: str) -> str:
    """Wait for a mail to this address with a link to this page; return the path of the newest one."""

    def links() -> list[str]:
        found = [re.search(rf"{path}/\S+", _plain(one)) for one in _read(server, to)]
        return [link[0] for link in found if link is not None]

    wait_until(lambda: bool(links()), what=f"a mail to {to} with {path}")
    return links()[-1]


def event_in(message: EmailMessage) -> tuple[str, Any]:
    """Return the method and the event of the calendar's form of a mail."""
    (form,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(form.get_content())
    assert form.get_param("method") == calendar["METHOD"]
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def link_in(message: EmailMessage) -> str:
    """Return the address behind the words that are clicked."""
    html = message.get_body(("html",))
    assert html is not None
    found = re.search(r'href="([^"]+)">Klik hier om het gesprek te openen<', html.get_content())
    assert found is not None
    return found.group(1)


def _read(server: RunningServer, address: str) -> list[EmailMessage]:
    files = sorted((server.data / "mail").glob("[!.]*.eml"))
    read = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [message for message in read if address in [one.addr_spec for one in message["To"].addresses]]


def _plain(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""
