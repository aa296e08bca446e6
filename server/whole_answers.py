"""HTTP answers that leave the server in one piece.

Uvicorn writes the head of an answer and its body one after the other, and most readers' systems
get them apart. A process that is killed in between has then begun an answer that nobody can ask
for again, since a proxy turns to another server only while not a byte has come. Written together,
they leave in one piece, as long as the socket takes it at once; a larger answer can still be cut.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol


class JoinedTransport:
    """A transport that sends what is written within one turn of the event loop together.

    Args:
        transport: What sends. Everything but writing and closing is left to it.
        loop: Its event loop.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport = transport
        self._loop = loop
        self._waiting: list[bytes] = []

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 # whatever it has
        """Return the transport's own."""
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send some bytes with what else is written in this turn."""
        if not self._waiting:
            self._loop.call_soon(self._send)
        self._waiting.append(data)

    def close(self) -> None:
        """Send what waits, then close."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        waiting, self._waiting = self._waiting, []
        if waiting and not self._transport.is_closing():
            self._transport.write(b"".join(waiting))


class WholeAnswers(AutoHTTPProtocol):  # type: ignore[misc, valid-type] # chosen when imported
    """Uvicorn's protocol for HTTP, with answers in one piece."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin with a connection."""
        super().connection_made(JoinedTransport(transport, asyncio.get_running_loop()))
