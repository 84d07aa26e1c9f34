"""How telephony stands in this process: whether it listens, and each trunk. Written on the event loop, read by all."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

TrunkStateName = Literal["registered", "registering", "ready", "failed", "off"]


@dataclass(frozen=True)
class Listening:
    """Whether calls come in: at which address, or why not."""

    listening: bool = False
    address: str = ""
    fault: str = ""


@dataclass(frozen=True)
class TrunkState:
    """How a trunk stands; `fault` is what its provider last answered."""

    name: TrunkStateName
    fault: str = ""


_listening = Listening()
_trunks: dict[UUID, TrunkState] = {}


def set_listening(state: Listening) -> None:
    """Note whether calls come in."""
    global _listening
    _listening = state


def listening() -> Listening:
    """Return whether calls come in."""
    return _listening


def set_trunk(trunk: UUID, state: TrunkState) -> None:
    """Note how a trunk stands."""
    _trunks[trunk] = state


def keep_trunks(trunks: Collection[UUID]) -> None:
    """Forget how all other trunks stood."""
    for gone in _trunks.keys() - set(trunks):
        del _trunks[gone]


def trunk_state(trunk: UUID, *, active: bool) -> TrunkState:
    """Return how a trunk stands."""
    if not active or not _listening.listening:
        return TrunkState("off")
    return _trunks.get(trunk, TrunkState("registering"))
