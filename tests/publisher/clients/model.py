"""A stand-in for a model behind an API: it answers each request with events of ours."""

import json
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Event = Mapping[str, Any]
Answer = Callable[[str, Mapping[str, Any]], Iterable[Event]]
"""A request's path and body → the events of its answer, none for what is not asked of a model."""


@contextmanager
def model(answer: Answer) -> Iterator[str]:
    """The address of a server on loopback, until the end."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._say(answer(self.path, json.loads(body)))

        def do_GET(self) -> None:
            self._say(())

        def _say(self, events: Iterable[Event]) -> None:
            text = "".join(
                f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in events
            )
            kind = "text/event-stream" if text else "application/json"
            data = (text or '{"input_tokens": 1, "data": [], "models": []}').encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
