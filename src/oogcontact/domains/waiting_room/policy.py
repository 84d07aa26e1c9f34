"""What a guest's device may report, and how long his messages are."""

from typing import Literal

#: Why his device or his network is unfit; the words stand in the client (connection_test: reason.*).
Reason = Literal[
    "unsupported",
    "offline",
    "no_signalling",
    "no_path",
    "too_slow",
    "too_unstable",
    "unmeasured",
    "slow",
    "unstable",
    "detour",
    "no_relay",
    "microphone_denied",
    "microphone_missing",
    "microphone_busy",
    "microphone_unanswered",
    "microphone_unsupported",
    "camera_denied",
    "camera_missing",
    "camera_busy",
    "camera_unanswered",
    "camera_unsupported",
]

Level = Literal["good", "limited", "bad"]

MESSAGE_AT_MOST = 500

#: Messages and reports that one guest may send in a minute.
MESSAGES_PER_MINUTE = 10
REPORTS_PER_MINUTE = 30

#: Messages that are shown, the newest ones.
MESSAGES_SHOWN = 50
