"""APP-1: what can not be planned is refused, each fault at its field; nothing is made or mailed."""

from typing import Any

import pytest
from django.test import Client

from oogcontact.domains.appointments.models import Appointment
from oogcontact.infra.models import QueuedMail
from tests.integration.accounts.helpers import send
from tests.integration.appointments.conftest import APPOINTMENTS, PIET, plan

ALL_WRONG = {
    "date": "2026-11-20",
    "starts": "25:00",
    "ends": "",
    "subject": " ",
    "recipients": [{"name": "", "email": "jansen@"}, {"name": "Piet\r\nBcc: x@y.nl", "email": "", "mobile": "tien"}],
    "message": "",
}


def faults_of(answer: Any) -> set[tuple[str, str]]:
    assert answer.status_code == 400, answer.content
    return {(error["param"], error["code"]) for error in answer.json()["errors"]}


def test_each_fault_is_named_at_its_field(browser: Client, planned: dict[str, Any]) -> None:
    """APP-1: all at once, each by the name of its field; for making and for changing."""
    expected = {
        ("date", "date_past"),
        ("starts", "time_invalid"),
        ("ends", "required"),
        ("subject", "required"),
        ("recipients.0.name", "required"),
        ("recipients.0.email", "email_invalid"),
        ("recipients.1.name", "text_invalid"),
        ("recipients.1.email", "required"),
        ("recipients.1.mobile", "mobile_invalid"),
        ("message", "required"),
    }
    assert faults_of(send(browser, "post", APPOINTMENTS, plan(**ALL_WRONG))) == expected
    assert faults_of(send(browser, "put", f"{APPOINTMENTS}/{planned['id']}", plan(**ALL_WRONG))) == expected
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"date": "21-11-2026"}, ("date", "date_invalid")),
        ({"date": "2026-02-30"}, ("date", "date_invalid")),
        ({"date": "2036-11-23"}, ("date", "date_too_far")),
        ({"date": "2026-11-21", "starts": "11:59", "ends": "12:30"}, ("starts", "time_past")),
        ({"ends": "13:30"}, ("ends", "ends_before_start")),
        ({"ends": "14:00"}, ("ends", "ends_before_start")),
        ({"ends": "14:04"}, ("ends", "too_short")),
        ({"starts": "08:00", "ends": "20:01"}, ("ends", "lasts_too_long")),
        ({"date": "2027-03-28", "starts": "02:30", "ends": "04:00"}, ("starts", "time_skipped")),
        ({"subject": "x" * 201}, ("subject", "too_long")),
        ({"subject": "Hallo\nBcc: iedereen@ergens.test"}, ("subject", "text_invalid")),
        ({"description": "\x07"}, ("description", "text_invalid")),
        ({"message": "x" * 8001}, ("message", "text_too_long")),
        ({"message": "Beste {voornaam},"}, ("message", "place_unknown")),
        ({"message": "a\x07b"}, ("message", "text_invalid")),
        ({"recipients": []}, ("recipients", "recipients_missing")),
        ({"recipients": [PIET, {**PIET, "email": "a@b.nl"}, PIET]}, ("recipients", "recipients_too_many")),
        ({"recipients": [PIET, {**PIET, "email": "PIET@ergens.test"}]}, ("recipients.1.email", "email_twice")),
        ({"recipients": [{**PIET, "email": "a@b.nl, c@d.nl"}]}, ("recipients.0.email", "email_invalid")),
        ({"recipients": [{**PIET, "email": "a@b.nl\r\nBcc: c@d.nl"}]}, ("recipients.0.email", "email_invalid")),
        ({"recipients": [{**PIET, "mobile": "12"}]}, ("recipients.0.mobile", "mobile_invalid")),
    ],
)
def test_impossible_fields(browser: Client, changes: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults_of(send(browser, "post", APPOINTMENTS, plan(**changes))) == {fault}
    assert not QueuedMail.objects.exists()


@pytest.mark.parametrize("body", [{}, {"recipients": "x"}, {"recipients": [{}]}, {"date": 3}])
def test_bodies_of_another_shape(browser: Client, body: dict[str, Any]) -> None:
    assert send(browser, "post", APPOINTMENTS, body).status_code == 400
