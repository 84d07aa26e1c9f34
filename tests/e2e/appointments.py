"""Appointments in a running server, made past its screens; as a program it answers questions, a line of JSON each."""

import json
import sys
from datetime import timedelta

from tests.e2e.server import RunningServer


def plan(
    server: RunningServer,
    agent: str,
    *names: str,
    minutes: int = 10,
    urgent: bool = False,
    each: bool = False,
    note: str = "",
) -> list[str]:
    """Make an appointment that begins in so many minutes; return the links of its recipients, in their order.

    Or one for `each` of them; `note` is what a visitor wrote.
    """
    groups = [[name] for name in names] if each else [list(names)]
    asked = {"agent": agent, "groups": groups, "minutes": minutes, "urgent": urgent, "note": note}
    return [f"{server.url}/gast#{token}" for token in server.ask("tests.e2e.appointments", asked)]


def make(agent: str, groups: list[list[str]], minutes: int, urgent: bool, note: str) -> list[str]:
    """Make an appointment for each group; return the tokens of its recipients."""
    from oogcontact.domains.accounts import api as accounts  # noqa: PLC0415
    from oogcontact.domains.appointments.api import Appointment, Recipient  # noqa: PLC0415
    from oogcontact.kernel import clock  # noqa: PLC0415

    member = accounts.Membership.objects.get(user__email=f"{agent}@voorbeeld.test")
    begins = (clock.now() + timedelta(minutes=minutes)).replace(microsecond=0)
    validity = accounts.Validity(begins - timedelta(hours=1), begins + timedelta(hours=24))
    tokens = []
    for names in groups:
        appointment = Appointment.objects.create(
            organisation_id=member.organisation_id,
            agent_id=member.user_id,
            starts_at=begins,
            ends_at=begins + timedelta(minutes=30),
            subject="Intakegesprek",
            urgent=urgent,
            note=note,
        )
        for name in names:
            guest = accounts.make_guest(member.organisation_id, name, "nl", validity)
            Recipient.objects.create(appointment=appointment, guest=guest, name=name, email="iemand@voorbeeld.test")
            tokens.append(accounts.token_of(guest))
    return tokens


def main() -> None:
    """Answer each question with the tokens, until there are none."""
    import django  # noqa: PLC0415

    django.setup()
    for line in sys.stdin:
        print(json.dumps(make(**json.loads(line))), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
