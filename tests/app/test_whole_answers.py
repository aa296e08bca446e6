"""Answers leave the server in one piece."""

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from server.whole_answers import JoinedTransport
from tests.app.processes import free_port, serving


class Wire:
    """A transport that notes what it is given."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed

    def get_extra_info(self, name: str) -> str:
        return f"{name} of the wire"


def joined(wire: Wire) -> JoinedTransport:
    transport: Any = wire
    return JoinedTransport(transport, asyncio.get_running_loop())


def test_what_is_written_in_one_turn_is_sent_together() -> None:
    async def write() -> list[bytes]:
        transport = joined(wire := Wire())
        transport.write(b"head")
        transport.write(b"body")
        assert wire.sent == []
        await asyncio.sleep(0)
        transport.write(b"more")
        await asyncio.sleep(0)
        return wire.sent

    assert asyncio.run(write()) == [b"headbody", b"more"]


def test_closing_sends_what_waits() -> None:
    async def write() -> Wire:
        transport = joined(wire := Wire())
        transport.write(b"last")
        transport.close()
        await asyncio.sleep(0)
        return wire

    wire = asyncio.run(write())
    assert wire.sent == [b"last"]
    assert wire.closed


def test_nothing_is_sent_to_a_reader_who_has_gone() -> None:
    async def write() -> list[bytes]:
        transport = joined(wire := Wire())
        transport.write(b"late")
        wire.closed = True
        await asyncio.sleep(0)
        return wire.sent

    assert asyncio.run(write()) == []


def test_all_else_is_the_transport_s_own() -> None:
    async def ask() -> str:
        said: str = joined(Wire()).get_extra_info("name")
        return said

    assert asyncio.run(ask()) == "name of the wire"


PATHS = [
    "/api/v1/series?offence=burglary&from=2018-01",
    "/api/v1/areas?format=csv",
    "/healthz",
    "/crime-trends",
    "/nothing-here",
]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    with serving("app.py", PORT=port):
        yield port


@pytest.mark.parametrize("path", PATHS)
def test_a_real_server_s_answers_arrive_whole(port: int, path: str) -> None:
    """Apart, seven in ten came in two pieces."""
    with socket.create_connection(("127.0.0.1", port)) as reader:
        reader.settimeout(60)
        for _ in range(30):
            reader.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            head, _, body = reader.recv(1 << 20).partition(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next(line for line in lines if line.startswith(b"content-length:"))
            assert len(body) == int(length.partition(b":")[2])


def test_an_answer_without_a_body_arrives_too(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as reader:
        reader.settimeout(60)
        reader.sendall(b"HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert reader.recv(1 << 20).startswith(b"HTTP/1.1 200 OK\r\n")
        reader.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert b"200 OK" in reader.recv(1 << 20)
        assert reader.recv(1) == b""
