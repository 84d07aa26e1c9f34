"""Ports: how a lower domain tells higher ones, or an action the running process, without knowing them."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Port(Generic[T]):
    """A place where others register to be told of `T`."""

    def __init__(self) -> None:
        self._receivers: list[Callable[[T], None]] = []

    def register(self, receiver: Callable[[T], None]) -> None:
        """Have `receiver` called at each event; registering it again changes nothing."""
        if receiver not in self._receivers:
            self._receivers.append(receiver)

    def unregister(self, receiver: Callable[[T], None]) -> None:
        """Undo `register`."""
        self._receivers.remove(receiver)

    def tell(self, event: T) -> None:
        """Call each receiver; an exception of one is the caller's, and undoes his transaction."""
        for receiver in self._receivers:
            receiver(event)
