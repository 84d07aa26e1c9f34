"""Reading the list of contacts: one statement for a page, one for the total, at 10,000 rows (CON-7).

Plain SQL, because the list is the hottest read: Django's query compiler alone would take as long as the rest.
Every variable goes in as a parameter; the statements are put together from the constants of this file only.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

import msgspec
from django.db import connection

from oogcontact.domains.accounts.api import photo_url
from oogcontact.domains.contacts import policy
from oogcontact.domains.contacts.access import Viewer, not_found, visible_people
from oogcontact.domains.contacts.states import Tie, shown_request

SectionName = Literal["all", "online", "company", "personal", "favourites", "clients"]
PAGE_AT_MOST = 200

OFFLINE: Mapping[str, object] = {"state": "offline", "in_call": False, "text": "", "until": None}


#: What goes into a statement.
Param = str | int | uuid.UUID


class Presences(Protocol):
    """Gives the presence (docs/protocol.md) of people as others may see it; who is left out is offline."""

    def __call__(self, people: Sequence[uuid.UUID], /) -> Mapping[uuid.UUID, Mapping[str, object]]: ...


class Item(msgspec.Struct):
    """A contact as its owner sees it (docs/protocol.md)."""

    id: str
    section: str
    person_id: str | None
    name: str
    photo: str | None
    function: str
    email: str
    numbers: msgspec.Raw
    note: str
    extension: str
    favourite: bool
    request: str
    presence: Mapping[str, object] | None = None


class Page(msgspec.Struct):
    """A part of the list, and how many contacts the whole has."""

    items: list[Item]
    total: int


_COLUMNS = "id, section, person_id, name, photo, job, email, numbers, note, extension, favourite, tie, active"

_COLLEAGUES = """
SELECT COALESCE(c.id, k.person_id) AS id, 'company' AS section, k.person_id AS person_id, k.name AS name,
  k.photo AS photo, k.function AS job, k.email AS email, k.numbers AS numbers, COALESCE(c.note, '') AS note,
  k.extension AS extension, c.favourite_order AS favourite, 'colleague' AS tie, k.active AS active,
  k.sort_name AS sort_name
FROM contacts_card k
LEFT JOIN contacts_contact c ON c.owner_id = %s AND c.person_id = k.person_id AND c.restorable_until IS NULL
WHERE k.organisation_id = %s AND k.listed AND k.person_id <> %s"""

_OWN = """
SELECT c.id AS id, c.section AS section, c.person_id AS person_id, COALESCE(k.name, c.name) AS name,
  COALESCE(k.photo, '') AS photo, COALESCE(k.function, c.function) AS job, COALESCE(k.email, c.email) AS email,
  COALESCE(k.numbers, c.numbers) AS numbers, c.note AS note, COALESCE(k.extension, '') AS extension,
  c.favourite_order AS favourite, c.tie AS tie, COALESCE(k.active, TRUE) AS active, c.sort_name AS sort_name
FROM contacts_contact c LEFT JOIN contacts_card k ON k.id = c.card_id
WHERE c.owner_id = %s AND c.restorable_until IS NULL"""

_COUNT_COLLEAGUES = (
    "SELECT COUNT(*) FROM contacts_card k WHERE k.organisation_id = %s AND k.listed AND k.person_id <> %s"
)
_COUNT_OWN = "SELECT COUNT(*) FROM contacts_contact c WHERE c.owner_id = %s AND c.restorable_until IS NULL"
_COUNT_FAVOURITES = (
    "SELECT COUNT(*) FROM contacts_contact c LEFT JOIN contacts_card k ON k.id = c.card_id "
    "WHERE c.owner_id = %s AND c.restorable_until IS NULL"
)

_IN_SECTION = {
    "personal": " AND c.section = 'personal' AND c.tie <> 'colleague'",
    "clients": " AND c.section = 'clients' AND c.tie <> 'colleague'",
    "all": " AND c.section <> 'company' AND c.tie <> 'colleague'",
    "favourites": (
        " AND c.favourite_order IS NOT NULL AND (c.section <> 'company' AND c.tie <> 'colleague' OR k.listed)"
    ),
}

#: The ties that hold, and what each tie shows of its request; a colleague is a contact without one.
_TIED = ("linked", "colleague")
_REQUESTS: dict[str, str] = {tie.value: shown_request(tie) for tie in Tie}

_presences: Presences | None = None


def set_presences(presences: Presences | None) -> None:
    """Say who knows the presence of people; without it everybody's presence is unknown (None)."""
    global _presences
    _presences = presences


class Part:
    """One SELECT of the list with its filters: of the company directory, or of the viewer's own rows."""

    def __init__(self, rows: str, count: str, alias: str, row_params: list[Param], count_params: list[Param]) -> None:
        self._rows, self._count, self._alias = rows, count, alias
        self._row_params, self._count_params = row_params, count_params
        self._where = ""
        self._where_params: list[Param] = []

    def only(self, condition: str, params: Sequence[Param] = ()) -> None:
        """Narrow it down by a condition that is a constant of this file."""
        self._where += condition
        self._where_params += params

    def only_matching(self, terms: Iterable[policy.Term]) -> None:
        """Narrow it down to the rows that hold each term."""
        for term in terms:
            either = " OR ".join([f"{self._alias}.search LIKE %s ESCAPE '!'"] * len(term))
            self.only(f" AND ({either})", [f"%{_escaped(form)}%" for form in term])

    def only_people(self, people: Sequence[Param]) -> None:
        """Narrow it down to these people."""
        marks = ", ".join(["%s"] * len(people)) or "NULL"
        self.only(f" AND {self._alias}.person_id IN ({marks})", people)

    def select(self) -> tuple[str, list[Param]]:
        """Return the statement of its rows and the parameters."""
        return self._rows + self._where, self._row_params + self._where_params

    def count(self) -> tuple[str, list[Param]]:
        """Return the statement of its size and the parameters."""
        return self._count + self._where, self._count_params + self._where_params


def page(viewer: Viewer, section: SectionName, question: str = "", offset: int = 0, limit: int = 50) -> Page:
    """Return the viewer's contacts in `section` that answer `question`, sorted, from `offset`, at most `limit`."""
    parts = _parts(viewer, section)
    terms = policy.search_terms(question) if question else []
    online = _online(viewer) if section == "online" else None
    for part in parts:
        part.only_matching(terms)
        if online is not None:
            part.only_people([_as_param(person) for person in online])
    by = "favourite, id" if section == "favourites" else "sort_name, id"
    rows = _fetch(parts, f" ORDER BY {by} LIMIT %s OFFSET %s", [limit + 1, offset])
    whole = len(rows) <= limit and (rows or offset == 0)
    total = offset + len(rows) if whole else _total(parts)
    return Page(_items(viewer, rows[:limit]), total)


def one(viewer: Viewer, contact_id: uuid.UUID) -> Item:
    """Return the contact with this id of a row or of a person; raises Refusal `not_found`."""
    param = _as_param(contact_id)
    parts = _parts(viewer, "all")
    for part in parts:
        if part is parts[-1]:
            part.only(" AND (c.id = %s OR c.person_id = %s AND c.tie <> 'sent')", [param, param])
        else:
            part.only(" AND (k.person_id = %s OR c.id = %s)", [param, param])
    rows = _fetch(parts, " LIMIT 1", [])
    if not rows:
        raise not_found()
    return _items(viewer, rows)[0]


def _parts(viewer: Viewer, section: SectionName) -> list[Part]:
    me, organisation = _as_param(viewer.id), _as_param(viewer.organisation)
    parts = []
    if section in ("all", "online", "company") and viewer.staff:
        parts.append(Part(_COLLEAGUES, _COUNT_COLLEAGUES, "k", [me, organisation, me], [organisation, me]))
    if section != "company":
        count = _COUNT_FAVOURITES if section == "favourites" else _COUNT_OWN
        own = Part(_OWN, count, "c", [me], [me])
        own.only(_IN_SECTION["all" if section == "online" else section])
        parts.append(own)
    return parts


def _fetch(parts: list[Part], tail: str, tail_params: list[Param]) -> Sequence[Sequence[Any]]:
    if not parts:
        return []
    statements = [part.select() for part in parts]
    union = " UNION ALL ".join(statement for statement, _ in statements)
    params = [param for _, each in statements for param in each]
    with connection.cursor() as cursor:
        statement = f"SELECT {_COLUMNS} FROM ({union}) whole{tail}"  # noqa: S608
        if connection.vendor == "sqlite":
            # Python's lock is let go at each row, and other threads take it: all rows as one.
            statement = f"SELECT json_group_array(json_array({_COLUMNS})) FROM ({statement})"  # noqa: S608
        cursor.execute(statement, [*params, *tail_params])
        if connection.vendor == "sqlite":
            return msgspec.json.decode(cursor.fetchone()[0], type=list[list[Any]])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _total(parts: list[Part]) -> int:
    total = 0
    with connection.cursor() as cursor:
        for statement, params in (part.count() for part in parts):
            cursor.execute(statement, params)
            total += cursor.fetchone()[0]
    return total


def _items(viewer: Viewer, rows: Sequence[Sequence[Any]]) -> list[Item]:
    items: list[Item] = []
    seen: list[tuple[Item, uuid.UUID]] = []
    for ident, section, person, name, photo, job, email, numbers, note, extension, favourite, tie, active in rows:
        there = active and tie in _TIED
        item = Item(
            _as_text(ident),
            section,
            _as_text(person) if there else None,
            name,
            photo_url(photo) if photo else None,
            job,
            email,
            msgspec.Raw(numbers),
            note,
            extension,
            favourite is not None,
            _REQUESTS[tie],
        )
        items.append(item)
        if there and _presences is not None:
            seen.append((item, _as_uuid(person)))
    if _presences is not None and seen:
        known = _presences([person for _, person in seen])
        for item, person in seen:
            item.presence = known.get(person, OFFLINE)
    return items


def _online(viewer: Viewer) -> list[uuid.UUID]:
    """Return the people whom this viewer may see and who are not offline."""
    if _presences is None:
        return []
    known = _presences(list(visible_people(viewer)))
    return [person for person, presence in known.items() if presence["state"] != "offline"]


def _escaped(form: str) -> str:
    return form.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def _as_param(value: uuid.UUID) -> Param:
    """Return an id as this database keeps it."""
    return value if connection.features.has_native_uuid_field else value.hex


def _as_text(value: uuid.UUID | str) -> str:
    """Return an id as it goes over the wire; SQLite keeps it without its dashes."""
    text = value if isinstance(value, str) else value.hex
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def _as_uuid(value: uuid.UUID | str) -> uuid.UUID:
    return uuid.UUID(hex=value) if isinstance(value, str) else value
