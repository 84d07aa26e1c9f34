"""The bounds of an organisation's policies (ADM-5)."""

#: Seconds that a ring lasts.
RING_SECONDS = (15, 60)
#: Hours that staff's devices may be idle.
IDLE_HOURS = (1, 168)
#: Hours before an appointment at which its recipients are reminded; 0 for not at all.
REMINDER_HOURS = (0, 168)
#: Days that clients' devices may be idle.
IDLE_DAYS = (1, 90)
#: Days that something is kept; 0 for ever.
KEEP_DAYS = (0, 3650)
