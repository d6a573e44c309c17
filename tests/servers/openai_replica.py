"""OpenAI's API on loopback, behind the faults that a test lays in the client's way.

    with serving(lambda body: {"answer": 42}) as replica:
        replica.faults["POST /chat/completions"] = [instead(too_many(Retry_After="0")), None]
        AsyncOpenAI(base_url=replica.url, api_key=KEY)

What is said is the test's: `openai_chat` has the shapes, `openai_faults` what goes wrong.
Batches move when the test says so: `replica.batches.advance()`, `finish()`, `expire(3)`.
"""

import re
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from tests.servers.openai_batches import Batches
from tests.servers.openai_chat import Answer, Chat
from tests.servers.openai_faults import Exchange, Fault
from tests.servers.openai_files import Files
from tests.servers.openai_wire import Asked, Reply, no_key, nowhere

KEY = "sk-test-0123456789abcdef"
MODEL = "gpt-test"
BASE = "/v1"


class Replica(ThreadingHTTPServer):
    """One account. Each fault takes the place of the next answer of its route.

    A route is written as in the API's reference, with `{}` for an id: `GET /files/{}/content`.
    `asked` holds every request, whose path is the one below `/v1`. A key of None lets in
    everybody, as local servers do.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, answer: Answer, models: Collection[str], key: str | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.key = key
        self.asked: list[Asked] = []
        self.faults: dict[str, list[Fault | None]] = defaultdict(list)
        self.chat = Chat(answer, models)
        self.files = Files()
        self.batches = Batches(self.files, self.chat)
        self.lock = threading.Lock()
        self.raised: list[BaseException] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}{BASE}"

    def routes(self) -> dict[str, Callable[[Asked], Reply]]:
        return {
            "POST /chat/completions": lambda asked: self.chat.complete(asked.json),
            "GET /models": lambda _: self.chat.list_models(),
            "POST /files": self.files.upload,
            "GET /files": self.files.list,
            "GET /files/{}": self.files.one,
            "DELETE /files/{}": self.files.one,
            "GET /files/{}/content": self.files.one,
            "POST /batches": self.batches.create,
            "GET /batches": self.batches.list,
            "GET /batches/{}": self.batches.one,
            "POST /batches/{}/cancel": self.batches.one,
        }

    def times(self, route: str) -> int:
        """How often a route was asked."""
        return sum(route_of(each) == route for each in self.asked)

    def handle_error(self, *_: object) -> None:
        """Remember what a test's own answer raised; a client that hung up is nothing to tell."""
        raised = sys.exception()
        if raised and not isinstance(raised, OSError):
            self.raised.append(raised)


class Handler(Exchange):
    server: Replica
    asked: Asked

    def ordinary(self) -> Reply:
        expected = self.server.key and f"Bearer {self.server.key}"
        if expected and self.asked.headers.get("authorization") != expected:
            return no_key()
        api = self.server.routes().get(route_of(self.asked))
        return api(self.asked) if api else nowhere(self.asked)

    def exchange(self) -> None:
        parts = urlsplit(self.path)
        self.asked = Asked(
            method=self.command,
            path=parts.path.removeprefix(BASE) if parts.path.startswith(BASE) else "/",
            query=dict(parse_qsl(parts.query)),
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(int(self.headers.get("Content-Length", 0))),
        )
        with self.server.lock:
            self.server.asked.append(self.asked)
            waiting = self.server.faults[route_of(self.asked)]
            fault = waiting.pop(0) if waiting else None
        with suppress(ConnectionError):
            fault(self) if fault else self.send(self.ordinary())


def route_of(asked: Asked) -> str:
    """A request's route; an id may be any text."""
    path = re.sub(r"^/(files|batches)/[^/]+", r"/\1/{}", asked.path)
    return f"{asked.method} {path}"


@contextmanager
def serving(
    answer: Answer, models: Collection[str] = (MODEL,), key: str | None = KEY
) -> Iterator[Replica]:
    """The API on loopback until the block ends."""
    with Replica(answer, models, key) as served:
        threading.Thread(target=served.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield served
        finally:
            served.shutdown()
        for raised in served.raised:
            raise raised
