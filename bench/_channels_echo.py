"""What Django Channels needs to do the same as the hub: groups, relays between two, connections that wait.

`python -m bench._channels_echo PORT` serves it as `oogcontact run` serves the product.
"""

import json
import sys
from typing import Any

import uvicorn
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import InMemoryChannelLayer, channel_layers

GROUP = "everybody"


class Echo(AsyncWebsocketConsumer):  # type: ignore[misc]  # Channels has no types
    """Joins the group of everybody, says its own channel's name, passes on what names a receiver."""

    async def connect(self) -> None:
        """Take everybody."""
        await self.channel_layer.group_add(GROUP, self.channel_name)
        await self.accept()
        await self.send(text_data=json.dumps({"type": "welcome", "channel": self.channel_name}))

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Pass a message on to the channel that it names."""
        message = json.loads(text_data or "")
        if message["type"] == "signal":
            out = {"type": "signal", "from": message["seat"], "to": message["to"], "data": message["data"]}
            await self.channel_layer.send(message["channel"], {"type": "tell", "text": json.dumps(out)})

    async def tell(self, event: dict[str, Any]) -> None:
        """Send what came through the layer; it was encoded once, by its sender."""
        await self.send(text_data=event["text"])

    async def disconnect(self, code: int) -> None:
        """Leave the group."""
        await self.channel_layer.group_discard(GROUP, self.channel_name)


def make_layer() -> InMemoryChannelLayer:
    """Make the layer of this process anew, and return it."""
    layer = InMemoryChannelLayer()
    channel_layers.set("default", layer)
    return layer


def main(port: int) -> None:
    """Serve until a signal ends it."""
    from django.conf import settings  # noqa: PLC0415

    settings.configure()
    make_layer()
    options: dict[str, Any] = {"loop": "uvloop", "http": "httptools", "ws": "websockets-sansio", "lifespan": "off"}
    uvicorn.run(
        Echo.as_asgi(), port=port, ws_per_message_deflate=False, access_log=False, log_level="warning", **options
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
