"""Structured log lines on standard error: `time level logger event key=value ...`, never with a secret."""

import logging
from datetime import UTC, datetime

#: What every log record carries by itself; all else was given as a fact.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName", "request"}


class Lines(logging.Formatter):
    """One line for each record, its facts behind the event; line ends in values can not forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, followed by the traceback of an exception."""
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        facts = " ".join(f"{name}={value!r}" for name, value in vars(record).items() if name not in _USUAL)
        event = record.getMessage().replace("\n", "\\n").replace("\r", "\\r")
        line = f"{moment} {record.levelname.lower()} {record.name} {event} {facts}".rstrip()
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


def configuration(level: str) -> dict[str, object]:
    """Return Django's LOGGING: everything from `level` on to standard error.

    Django's own request log would write addresses, and activation links are secrets: it stays silent.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "oogcontact.project.logs.Lines"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "lines"},
            "none": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django.request": {"handlers": ["none"], "propagate": False},
            "django.security": {"handlers": ["none"], "propagate": False},
            "uvicorn": {"handlers": [], "level": "WARNING"},
            "uvicorn.error": {"level": "WARNING"},
            "aioice": {"level": "WARNING"},
            "aiortc": {"level": "WARNING"},
            # It writes numbers of callers and names of accounts in full; what matters of it stands in our own lines.
            "aiosipua": {"handlers": ["none"], "propagate": False},
        },
    }
