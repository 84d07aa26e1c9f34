"""The bounds of an organisation's policies (ADM-5)."""

#: Seconds that a ring lasts.
RING_SECONDS = (15, 60)
#: Hours that staff's devices may be idle.
IDLE_HOURS = (1, 168)
#: Days that clients' devices may be idle.
IDLE_DAYS = (1, 90)
