"""The face of the connection test towards the rest of the program."""

from oogcontact.domains.connection_test.actions import stop_all
from oogcontact.domains.connection_test.loop import use_loop

__all__ = ["stop_all", "use_loop"]
