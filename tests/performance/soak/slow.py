"""Slow clients: some send a request byte by byte, some read an answer crumb by crumb."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

LARGE = "/api/v1/datasets/recorded-crime.csv"
CRUMB = 512
PAUSE = 0.5


async def slow_clients(port: int, number: int, seconds: float) -> int:
    """Keep many slow connections open; return how many the server was still serving at the end.

    Args:
        port: Of the server.
        number: How many of each sort.
        seconds: For how long.
    """
    sending = [_send_slowly(port) for _ in range(number)]
    reading = [_read_slowly(port) for _ in range(number)]
    tasks = [asyncio.create_task(each) for each in (*sending, *reading)]
    _, going_on = await asyncio.wait(tasks, timeout=seconds)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return len(going_on)


async def _send_slowly(port: int) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        text = f"GET {LARGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: {'x' * 10_000}\r\n\r\n"
        for byte in text.encode():
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(PAUSE)
    finally:
        writer.close()


async def _read_slowly(port: int) -> None:
    loop = asyncio.get_running_loop()
    connection = socket.socket()
    # So little is taken at a time that the server must wait with the rest.
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection.setblocking(False)
    try:
        await loop.sock_connect(connection, ("127.0.0.1", port))
        request = f"GET {LARGE} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: identity\r\n\r\n"
        await loop.sock_sendall(connection, request.encode())
        with suppress(ConnectionError):
            while await loop.sock_recv(connection, CRUMB):
                await asyncio.sleep(PAUSE)
    finally:
        connection.close()
