"""The list of calls: filter, search, seen, export, mail."""

from oogcontact.domains.rooms import actions
from oogcontact.infra.models import QueuedMail, StoredEvent
from oogcontact.infra.spreadsheet import safe
from oogcontact.kernel import clock
from tests.integration.calls.helpers import Device, ring_of


def missed_by(callee: Device, caller: Device) -> None:
    """Let the caller hang up before the callee answers."""
    caller.leave(caller.call(callee).json()["id"])


def test_filters_and_pages(anna: Device, bram: Device, carla: Device, time: clock.SetClock) -> None:
    """CAL-12: the newest first; missed, by name, by person, in pages."""
    missed_by(anna, bram)
    time.advance(60)
    missed_by(anna, carla)
    time.advance(60)
    anna.leave(anna.call(bram).json()["id"])
    whole = anna.history()
    assert [entry["people"][0]["name"] for entry in whole["items"]] == ["Bram Test", "Carla Test", "Bram Test"]
    assert (whole["total"], whole["unseen"]) == (3, 2)
    assert [entry["direction"] for entry in anna.history(filter="missed")["items"]] == ["incoming", "incoming"]
    assert anna.history(q="bRAM te")["total"] == 2
    assert anna.history(q="nobody")["total"] == 0
    assert anna.history(person_id=carla.person)["total"] == 1
    page = anna.history(offset=1, limit=1)
    assert ([entry["people"][0]["name"] for entry in page["items"]], page["total"]) == (["Carla Test"], 3)
    assert carla.history()["total"] == 1


def test_seen_on_all_devices(anna: Device, bram: Device) -> None:
    """CAL-12: the count goes to nothing, the other devices are told, once."""
    missed_by(anna, bram)
    assert anna.history()["unseen"] == 1
    assert anna.post("history/seen").json() == {"unseen": 0}
    assert anna.post("history/seen").json() == {"unseen": 0}
    assert [entry["seen"] for entry in anna.history()["items"]] == [True]
    told = StoredEvent.objects.filter(user_id=anna.person, type="history.changed").order_by("number")
    assert [event.data for event in told] == [{"unseen": 1}, {"unseen": 0}]


def test_export(anna: Device, bram: Device, time: clock.SetClock) -> None:
    """CAL-12: Dutch words, local time, parted by semicolons."""
    bram.accept(ring_of(anna.call(bram), bram))
    time.advance(75)
    actions.run_due(clock.now())
    answer = anna.get("history.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "oproepen.csv" in answer["Content-Disposition"]
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Dag;Tijd;Richting;Wie;Uitkomst;Soort;Duur (seconden)"
    assert lines[1] == "2026-11-20;13:00:00;Uitgaand;Bram Test;Beantwoord;Videogesprek;60"


def test_no_cell_is_a_formula(anna: Device, bram: Device) -> None:
    """CAL-12: a name that a spreadsheet would compute is only text."""
    user = bram.member.user
    user.first_name = "=HYPERLINK(1)"
    user.save()
    missed_by(anna, bram)
    assert "'=HYPERLINK(1)" in anna.get("history.csv").content.decode()
    assert [safe(cell) for cell in ("+31", "-1", "@x", "Jan")] == ["'+31", "'-1", "'@x", "Jan"]


def test_mail_for_missed_calls(anna: Device, bram: Device, carla: Device) -> None:
    """PRO-2: only for who wants it, in his language."""
    user = anna.member.user
    carla.member.user.settings = {"mail_missed_calls": False}
    carla.member.user.save()
    missed_by(anna, bram)
    missed_by(carla, bram)
    mail = QueuedMail.objects.get()
    assert (mail.to, mail.subject) == (user.email, "U heeft een oproep gemist")
    assert "Bram Test heeft u gebeld" in mail.text


def test_ice_servers(anna: Device) -> None:
    """CAL-13: for signed-in people only."""
    assert anna.get("ice-servers").json() == {"ice_servers": []}
