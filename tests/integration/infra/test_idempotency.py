"""The same command twice at the same moment, in real threads on the real database: it happens once (docs/protocol.md).

A tab that lost its connection sends its click again while the first request may still be at work (CAL-8).
"""

import json
import threading
import uuid
from collections.abc import Callable
from functools import partial
from typing import cast

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from oogcontact.domains.accounts.api import Membership
from oogcontact.domains.contacts.models import Contact
from oogcontact.domains.rooms.models import RoomRow
from oogcontact.infra.idempotency import idempotent
from oogcontact.infra.models import StoredAnswer
from oogcontact.kernel.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 6

Command = Callable[[], object]


def at_once(*commands: Command) -> list[object]:
    """Run each command in its own thread, all let go together; return their answers, or the errors that they raised."""
    barrier = threading.Barrier(len(commands))
    answers: list[object] = [None] * len(commands)

    def run(number: int, command: Command) -> None:
        barrier.wait(10)
        try:
            answers[number] = command()
        except BaseException as error:  # Shown by the assertion of the test: a thread's own would be lost.
            answers[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(commands)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def post(browser: Client, path: str, body: object, key: uuid.UUID) -> tuple[int, object]:
    """Send a command with a key; return status and answer."""
    answer = browser.post(
        path, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": str(key)}
    )
    return answer.status_code, json.loads(answer.content)


def test_a_contact_is_made_once(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> None:
    """CON-3: three times at once, one contact, and each time the same answer."""
    browsers = [browser_of(people["anna"]) for _ in range(3)]
    for number in range(ROUNDS):
        body, key = {"kind": "plain", "name": f"Persoon {number}"}, uuid.uuid4()
        answers = at_once(*(partial(post, browser, "/api/contacts", body, key) for browser in browsers))
        assert isinstance(answers[0], tuple), answers
        assert answers[0][0] == 200, answers
        assert answers == [answers[0]] * 3
        assert Contact.objects.filter(name=f"Persoon {number}").count() == 1


def test_a_call_is_started_once(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> None:
    """CAL-1: a click that was sent twice rings once."""
    browsers = [browser_of(people["anna"]) for _ in range(2)]
    for number in range(ROUNDS):
        body = {"person_ids": [str(people["bram"].user_id)], "media": "video", "client": str(uuid.uuid4())}
        answers = at_once(*(partial(post, browser, "/api/calls", body, uuid.UUID(int=number)) for browser in browsers))
        first, again = answers
        assert isinstance(first, tuple), answers
        status, room = cast(tuple[int, dict[str, str]], first)
        assert status == 200, answers
        assert again == first
        assert RoomRow.objects.count() == number + 1
        assert post(browsers[0], f"/api/rooms/{room['id']}/leave", {"client": body["client"]}, uuid.uuid4())[0] == 200


def test_two_commands_with_one_key(people: dict[str, Membership], browser_of: Callable[[Membership], Client]) -> None:
    """CAL-1: a key that a client uses for two things does one of them and refuses the other."""
    browsers = [browser_of(people["anna"]) for _ in range(2)]
    call = {"person_ids": [str(people["bram"].user_id)], "media": "video", "client": str(uuid.uuid4())}
    key = uuid.uuid4()
    answers = at_once(
        partial(post, browsers[0], "/api/contacts", {"kind": "plain", "name": "Persoon"}, key),
        partial(post, browsers[1], "/api/calls", call, key),
    )
    assert sorted(answer[0] for answer in answers) == [200, 409], answers  # type: ignore[index]
    assert Contact.objects.filter(name="Persoon").count() + RoomRow.objects.count() == 1


def test_the_second_takes_over_from_a_refused_first(people: dict[str, Membership]) -> None:
    """CAL-3: a refusal is not kept, so whoever waited for it tries himself."""
    inside, running, turns = threading.Lock(), [0], []

    @idempotent
    def view(request: HttpRequest) -> dict[str, int]:
        with inside:
            running[0] += 1
            turns.append(running[0])
            number = len(turns)
        try:
            # Long enough for the other one to come in, if anything lets it in.
            threading.Event().wait(0.5)
        finally:
            running[0] -= 1
        if number == 1:
            raise Refusal("not_now", "Not now.")
        return {"number": number}

    def command() -> object:
        request = RequestFactory().post("/api/calls", headers={"Idempotency-Key": str(uuid.UUID(int=7))})
        request.user = people["anna"].user
        return view(request)

    answers = at_once(command, command, command)
    assert turns == [1, 1], "two at work at the same time, or the refused one kept"
    refused = [answer for answer in answers if isinstance(answer, Refusal)]
    repeated = [answer for answer in answers if isinstance(answer, HttpResponse)]
    assert len(refused) == 1, answers
    assert {"number": 2} in answers
    assert [json.loads(answer.content) for answer in repeated] == [{"number": 2}]
    assert StoredAnswer.objects.get().status == 200
