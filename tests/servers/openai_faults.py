"""What goes wrong between a client and an endpoint, each in the place of one answer."""

import json
import time
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler

from tests.servers.openai_wire import Reply

MEGABYTE = b" " * (1 << 20)


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.exchange()

    def do_POST(self) -> None:
        self.exchange()

    def do_DELETE(self) -> None:
        self.exchange()

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""

    def exchange(self) -> None:
        raise NotImplementedError

    def ordinary(self) -> Reply:
        """What the API answers; done, but not yet sent."""
        raise NotImplementedError

    def send(self, reply: Reply, length: int | None = None) -> None:
        self.send_response(reply.status)
        headers = {"Content-Type": "application/json"} | dict(reply.headers)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.raw) if length is None else length))
        self.end_headers()
        self.wfile.write(reply.raw)

    def hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(2)


Fault = Callable[[Exchange], None]


def instead(reply: Reply) -> Fault:
    """Another answer; the API itself hears of nothing."""
    return lambda to: to.send(reply)


def slow(seconds: float) -> Fault:
    """The right answer, after so long."""

    def wait(to: Exchange) -> None:
        time.sleep(seconds)
        to.send(to.ordinary())

    return wait


def dropped(to: Exchange) -> None:
    """The connection ends in the middle of the right answer."""
    reply = to.ordinary()
    to.send(reply._replace(body=reply.raw[: len(reply.raw) // 2]), len(reply.raw))
    to.hang_up()


def unanswered(to: Exchange) -> None:
    """It is done, but nobody hears of it."""
    to.ordinary()
    to.hang_up()


def refused(to: Exchange) -> None:
    """The connection ends before anything is done."""
    to.hang_up()


def half_json(to: Exchange) -> None:
    """Half of the right answer, sent as if it were all."""
    reply = to.ordinary()
    to.send(reply._replace(body=reply.raw[: len(reply.raw) // 2]))


def html(to: Exchange) -> None:
    """What stands in front of an endpoint that is not there."""
    page = b"<!doctype html><title>Welcome</title><h1>It works!</h1>"
    to.send(Reply(page, headers={"Content-Type": "text/html"}))


def html_as_json(to: Exchange) -> None:
    to.send(Reply(b"<h1>It works!</h1>"))


def wrong_type(to: Exchange) -> None:
    """The right answer under the wrong name."""
    reply = to.ordinary()
    to.send(reply._replace(headers={**reply.headers, "Content-Type": "text/plain"}))


def shaped(value: object) -> Fault:
    """JSON of another shape than the API's."""
    return instead(Reply(json.dumps(value).encode()))


def huge(megabytes: int, *, start: bytes = b'{"choices": [') -> Fault:
    """An answer that has this size, and begins well."""

    def flood(to: Exchange) -> None:
        to.send_response(200)
        to.send_header("Content-Type", "application/json")
        to.send_header("Connection", "close")
        to.end_headers()
        with suppress(ConnectionError):
            to.wfile.write(start)
            for _ in range(megabytes):
                to.wfile.write(MEGABYTE)
        to.close_connection = True

    return flood
