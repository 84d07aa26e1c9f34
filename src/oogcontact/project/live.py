"""The WebSocket side: who may connect, and what ties the gateway to the events of the domains."""

from oogcontact.project.bridge import Receive, Scope, Send


class Live:
    """Passes WebSockets to the gateway."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one WebSocket until it closes."""
        await receive()
        await send({"type": "websocket.close", "code": 1013})

    async def start(self) -> None:
        """Begin to deliver events."""

    async def stop(self) -> None:
        """Close all connections."""
