"""Pure: a server's bytes → JSON-RPC messages, in time linear in the bytes.

What is no message is counted and left out, and each page of tools is kept as it came:
the SDK would lose unknown fields, and the whole page for one malformed tool.
"""

import json
from typing import Any

from mcp_types import JSONRPCMessage, JSONRPCRequest, JSONRPCResponse, jsonrpc_message_adapter
from pydantic import ValidationError

from catalog.reading import parse_json

LIST_METHOD = "tools/list"


class Wire:
    """What has come over one connection. `pages` are the results of `tools/list`, raw."""

    def __init__(self) -> None:
        self.pages: list[dict[str, Any]] = []
        self.messages = 0
        self.noise = 0
        self.replaced = 0
        self._unfinished: list[bytes] = []
        self._asked: set[str] = set()

    def sending(self, message: JSONRPCMessage) -> bytes:
        """The bytes of a message of ours; remembers which answers will be pages."""
        if isinstance(message, JSONRPCRequest) and message.method == LIST_METHOD:
            self._asked.add(str(message.id))
        # Not pydantic's own JSON: a server's id that we answer to may be a lone surrogate.
        return json.dumps(message.model_dump(by_alias=True, exclude_unset=True)).encode() + b"\n"

    def received(self, chunk: bytes) -> list[JSONRPCMessage]:
        """The messages that this chunk completes."""
        first, *others = chunk.split(b"\n")
        self._unfinished.append(first)
        if not others:
            return []
        lines = [b"".join(self._unfinished), *others]
        self._unfinished = [lines.pop()]
        read = (self._message(line) for line in lines if line.strip())
        messages = [message for message in read if message is not None]
        self.messages += len(messages)
        return messages

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was wrong with the bytes, for whoever reads the tools."""
        noise = f"{self.noise} lines on stdout were no JSON-RPC messages" if self.noise else ""
        bad = f"{self.replaced} lines on stdout were not UTF-8" if self.replaced else ""
        return tuple(filter(None, (noise, bad)))

    def _message(self, line: bytes) -> JSONRPCMessage | None:
        try:
            value = parse_json(self._utf8(line))
            return self._emptied(jsonrpc_message_adapter.validate_python(value, by_name=False))
        except (ValueError, ValidationError, RecursionError):
            self.noise += 1
            return None

    def _utf8(self, line: bytes) -> bytes:
        try:
            line.decode()
        except UnicodeDecodeError:
            self.replaced += 1
            return line.decode(errors="replace").encode()
        return line

    def _emptied(self, message: JSONRPCMessage) -> JSONRPCMessage:
        """A page of tools without its tools, which stay in `pages`; any other message as it is."""
        if not isinstance(message, JSONRPCResponse) or str(message.id) not in self._asked:
            return message
        self._asked.remove(str(message.id))  # a second answer is none
        if not isinstance(message.result.get("tools"), list):
            return message  # the SDK says what is wrong
        self.pages.append(message.result)
        rest = {key: value for key, value in message.result.items() if key != "nextCursor"}
        return message.model_copy(update={"result": rest | {"tools": []}})
