"""CON-7: searching 10,000 contacts, p99 under 50 ms, on SQLite and on a PostgreSQL that the bench starts.

`python -m bench.contact_search` measures both, prints the figures and writes build/bench/contact_search.json.
Two lists of 10,000 are searched: the company directory, and somebody's own contacts; `all` is both, 20,000.
"""

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

CONTACTS = 10_000
ROUNDS = 15
LIMIT_MS = 50.0
OUTPUT = Path("build/bench/contact_search.json")

FIRST = ["Anna", "Bram", "Zoë", "René", "Fatima", "Søren", "Łukasz", "Ineke", "Mo", "Jan-Willem"]
LAST = ["de Vries", "Jansen", "van den Berg", "Bakker", "Yılmaz", "Visser", "Müller", "Smit", "Ahmed", "Peeters"]
FUNCTIONS = ["psycholoog", "wijkverpleegkundige", "adviseur", "receptie", ""]

#: One letter matches nearly all, the last ones nothing: both ends of the work.
QUESTIONS = [
    "", "a", "zoe", "bakker jan", "berg van", "psych ren", "06-1234", "+31 6 12", "0031612345678",
    "persoon77@", "adviseur ahmed 612", "bestaat niet", "020 999 8877",
]  # fmt: skip


def main() -> None:
    """Measure each database in a process of its own, because Django's settings are read once."""
    figures = {}
    for database in ("sqlite", "postgresql"):
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, "DATA_DIR": folder, "SECRET_KEY": "bench"}
            command = [sys.executable, "-m", "bench.contact_search", database]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
            figures[database] = json.loads(done.stdout)
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(json.dumps(figures, indent=2))
    for database, sections in figures.items():
        for section, found in sections.items():
            print(
                f"{database:10} {section:10} {found['contacts']:6} contacts  p50 {found['p50_ms']:6.2f} ms  "
                f"p99 {found['p99_ms']:6.2f} ms  worst question {found['worst_question']!r}"
            )
    if any(found["p99_ms"] > LIMIT_MS for sections in figures.values() for found in sections.values()):
        raise SystemExit(f"slower than {LIMIT_MS} ms")


def measure(database: str) -> None:
    """Fill one database and print its figures as JSON."""
    cluster: Any = None
    if database == "postgresql":
        from tests import postgres  # noqa: PLC0415  # importing it starts the cluster and sets DATABASE_URL

        cluster = postgres
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oogcontact.project.settings")
        import django  # noqa: PLC0415  # only now stands in the environment what its settings read

        django.setup()
        print(json.dumps(_figures()))
    finally:
        if cluster is not None:
            cluster.pytest_unconfigure()


def _figures() -> dict[str, dict[str, object]]:
    import msgspec  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from oogcontact.domains.contacts import listing  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    viewer = _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    figures: dict[str, dict[str, object]] = {}
    for section in ("company", "personal", "all"):
        times: dict[str, list[float]] = {question: [] for question in QUESTIONS}
        for _ in range(ROUNDS):
            for question in QUESTIONS:
                begin = time.perf_counter()
                msgspec.json.encode(listing.page(viewer, section, question))
                times[question].append((time.perf_counter() - begin) * 1000)
        everything = sorted(each for some in times.values() for each in some)
        figures[section] = {
            "contacts": listing.page(viewer, section).total,
            "p50_ms": round(statistics.median(everything), 2),
            "p99_ms": round(everything[int(len(everything) * 0.99)], 2),
            "worst_question": max(times, key=lambda question: statistics.median(times[question])),
        }
    connection.close()
    return figures


def _fill() -> Any:
    """Make an organisation of 10,001 staff, one of whom has 10,000 contacts of his own; return him as viewer."""
    from oogcontact.domains.accounts.api import Membership, Organisation, Role, User  # noqa: PLC0415
    from oogcontact.domains.contacts import access, cards, policy  # noqa: PLC0415
    from oogcontact.domains.contacts.models import Contact  # noqa: PLC0415

    chance = random.Random(7)

    def name() -> tuple[str, str]:
        return chance.choice(FIRST), chance.choice(LAST)

    def numbers() -> list[dict[str, str]]:
        number = f"06{chance.randrange(10**8):08}"
        return [{"label": "mobiel", "number": number, "e164": policy.to_e164(number)}]

    organisation = Organisation.objects.create(name="Groot")
    users = []
    for number in range(CONTACTS + 1):
        first, last = name()
        email = f"persoon{number}@groot.test"
        users.append(User(email=email, first_name=first, last_name=last, phone_numbers=numbers(), password="!"))
    User.objects.bulk_create(users, batch_size=500)
    memberships = [
        Membership(user=user, organisation=organisation, role=Role.AGENT, function=chance.choice(FUNCTIONS))
        for user in users
    ]
    Membership.objects.bulk_create(memberships, batch_size=500)
    cards.renew_all()
    viewer = access.viewer_from(memberships[0])
    rows = []
    for number in range(CONTACTS):
        full = " ".join(name())
        row = Contact(owner_id=viewer.id, organisation_id=viewer.organisation, section="personal", name=full)
        row.email, row.numbers, row.function = f"kennis{number}@ergens.test", numbers(), chance.choice(FUNCTIONS)
        row.sort_name, row.search = policy.fold(full), cards.own_search(row)
        rows.append(row)
    Contact.objects.bulk_create(rows, batch_size=500)
    return viewer


if __name__ == "__main__":
    measure(sys.argv[1]) if len(sys.argv) > 1 else main()
