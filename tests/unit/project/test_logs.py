"""Log lines: one a record, with its facts, and no way to forge another line."""

import logging

from oogcontact.project.logs import Lines


def line(message: str, **facts: object) -> str:
    record = logging.makeLogRecord(
        {"name": "mail", "levelname": "WARNING", "levelno": 30, "msg": message, "created": 0}
    )
    record.__dict__.update(facts)
    return Lines().format(record)


def test_a_record_is_one_line_with_its_facts() -> None:
    assert line("mail postponed", attempts=2) == "1970-01-01T00:00:00.000Z warning mail mail postponed attempts=2"


def test_a_line_end_in_a_value_makes_no_second_line() -> None:
    assert "\n" not in line("a\nb", name_of="x\ny")
