"""Pure: a server's bytes → JSON-RPC messages, in time linear in the bytes.

What is no message is counted and left out. What it says of itself and each page of a list
are kept as they came: the SDK would lose unknown fields, and the whole page for one
malformed tool.
"""

import json
from collections import defaultdict
from typing import Any

from mcp_types import JSONRPCMessage, JSONRPCRequest, JSONRPCResponse, jsonrpc_message_adapter
from pydantic import ValidationError

from catalog.reading import parse_json
from catalog.shallow import shallow

GREETINGS = ("initialize", "server/discover")
LISTS = {
    "tools/list": "tools",
    "prompts/list": "prompts",
    "resources/list": "resources",
    "resources/templates/list": "resourceTemplates",
}
"""The member of each list's pages that holds the entries."""


CHATTER_BYTES = 2_048
"""Of what is no message: its beginning, where programs say how they want to be used."""


class Wire:
    """What has come over one connection, in `texts` of it. `results` are raw answers by method."""

    def __init__(self, texts: str = "lines on stdout") -> None:
        self.texts = texts
        self.results: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.messages = 0
        self.noise = 0
        self.chatter = b""
        self.replaced = 0
        self._unfinished: list[bytes] = []
        self._asked: dict[str, str] = {}

    @property
    def greeting(self) -> dict[str, Any]:
        """What the server answered to the handshake that it took; empty before."""
        return next((self.results[each][-1] for each in GREETINGS if each in self.results), {})

    def sending(self, message: JSONRPCMessage) -> bytes:
        """The bytes of a message of ours; remembers which answers are to be kept."""
        if isinstance(message, JSONRPCRequest) and message.method in (*GREETINGS, *LISTS):
            self._asked[str(message.id)] = message.method
        # Not pydantic's own JSON: a server's id that we answer to may be a lone surrogate.
        return json.dumps(message.model_dump(by_alias=True, exclude_unset=True)).encode() + b"\n"

    def received(self, chunk: bytes) -> list[JSONRPCMessage]:
        """The messages, each a line, that this chunk completes."""
        first, *others = chunk.split(b"\n")
        self._unfinished.append(first)
        if not others:
            return []
        lines = [b"".join(self._unfinished), *others]
        self._unfinished = [lines.pop()]
        return [message for line in lines if line.strip() for message in self.read(line)]

    def read(self, text: bytes) -> list[JSONRPCMessage]:
        """The messages of one text: one, or none, or those of a batch (until 2025-03-26)."""
        try:
            value = _value(self._utf8(text))
            batch = value if isinstance(value, list) else [value]
            messages = [jsonrpc_message_adapter.validate_python(each, by_name=False)
                        for each in batch]  # fmt: skip
        except (ValueError, ValidationError, RecursionError):
            self.noise += 1
            self.chatter += text[: CHATTER_BYTES - len(self.chatter)] + b"\n"
            return []
        self.messages += len(messages)
        return [self._emptied(each) for each in messages]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was wrong with the bytes, for whoever reads the tools."""
        noise = f"{self.noise} {self.texts} were no JSON-RPC messages" if self.noise else ""
        bad = f"{self.replaced} {self.texts} were not UTF-8" if self.replaced else ""
        return tuple(filter(None, (noise, bad)))

    def _utf8(self, line: bytes) -> bytes:
        try:
            line.decode()
        except UnicodeDecodeError:
            self.replaced += 1
            return line.decode(errors="replace").encode()
        return line

    def _emptied(self, message: JSONRPCMessage) -> JSONRPCMessage:
        """A page of a list without its entries, which stay in `results`; any other as it is."""
        if not isinstance(message, JSONRPCResponse) or str(message.id) not in self._asked:
            return message
        method = self._asked.pop(str(message.id))  # a second answer is none
        entries = LISTS.get(method)
        if entries is None:
            self.results[method].append(message.result)
            return message
        if not isinstance(message.result.get(entries), list):
            return message  # the SDK says what is wrong
        self.results[method].append(message.result)
        rest = {key: value for key, value in message.result.items() if key != "nextCursor"}
        return message.model_copy(update={"result": rest | {entries: []}})


def _value(text: bytes) -> Any:
    """What nobody could parse whole is parsed as deep as anything of it is kept."""
    try:
        return parse_json(text)
    except RecursionError:
        return parse_json(shallow(text))
