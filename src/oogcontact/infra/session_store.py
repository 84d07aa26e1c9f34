"""Sessions in the database, as Django keeps them; only their reading is written out, because every request does it."""

from dataclasses import dataclass

from django.contrib.sessions.backends import db
from django.db import connection
from django.utils import timezone


@dataclass(frozen=True)
class Kept:
    """What a session holds, signed and encoded."""

    session_data: str


class SessionStore(db.SessionStore):
    """Django's sessions with one plain statement for reading."""

    def _get_session_from_db(self) -> Kept | None:
        # Named as Django calls it. A session that has run out is none.
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [self.session_key, now],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        return Kept(row[0])

    @classmethod
    def get_model_class(cls) -> type:
        """Return Django's table of sessions."""
        return db.SessionStore.get_model_class()
