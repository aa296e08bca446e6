"""A small real reverse proxy, as stands before the server in production."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade"}


@contextmanager
def proxy(port: int, prefix: str, *, strips: bool) -> Iterator[int]:
    """Serve `prefix` on a port of its own until the block ends; everything else is not found.

    Args:
        port: Where the server is.
        prefix: The sub-path.
        strips: Whether requests are passed on without it.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

        def answer(self) -> None:
            if not (self.path == prefix or self.path.startswith((f"{prefix}/", f"{prefix}?"))):
                self.send_error(404, "Not under the sub-path")
                return
            path = (self.path.removeprefix(prefix) or "/") if strips else self.path
            length = int(self.headers.get("Content-Length", 0))
            headers = {
                name: value
                for name, value in self.headers.items()
                if name.lower() not in HOP_BY_HOP
            } | {"X-Forwarded-For": self.client_address[0], "X-Forwarded-Proto": "https"}
            upstream = HTTPConnection("127.0.0.1", port, timeout=60)
            upstream.request(self.command, path, self.rfile.read(length), headers)
            response = upstream.getresponse()
            body = response.read()
            self.send_response(response.status)
            for name, value in response.getheaders():
                if name.lower() not in HOP_BY_HOP | {"content-length"}:
                    self.send_header(name, value)
            if self.command != "HEAD":
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            upstream.close()

        do_GET = do_POST = do_HEAD = answer  # noqa: N815 - names of the library

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
