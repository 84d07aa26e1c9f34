"""What must stand before the server serves: tables, the texts of both languages, the demo organisation."""

import io
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from oogcontact.project import demo, telephones


def prepare() -> None:
    """Bring the database and the texts up to date; what is right already is left alone."""
    compile_messages()
    migrate()
    if settings.DEMO:
        demo.make_once()
        demo.make_telephones()
        demo.make_button()
    telephones.make_first_trunk()
    # The threads of the server open their own.
    connection.close()


def migrate() -> None:
    """Apply the migrations that are missing, and make the table of the cache."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    if "cache" not in connection.introspection.table_names():
        call_command("createcachetable", verbosity=0)


def compile_messages() -> None:
    """Compile the catalogues that are newer than their compiled form; needs no gettext on the machine."""
    for folder in settings.LOCALE_PATHS:
        for source in Path(folder).glob("*/LC_MESSAGES/*.po"):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                target.write_bytes(compiled(source.read_bytes()))


def compiled(source: bytes) -> bytes:
    """Return the compiled form of a catalogue."""
    target = io.BytesIO()
    write_mo(target, read_po(io.BytesIO(source), abort_invalid=True))
    return target.getvalue()
