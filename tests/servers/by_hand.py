"""JSON-RPC by hand, for servers that do what no SDK would let them do."""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

Params = dict[str, Any]
Answers = dict[str, Callable[[Params], Any]]

NO_METHOD = -32601


class Refusal(Exception):
    """An error to answer with: code and message."""


def tool(name: str, description: str = "Does it.") -> dict[str, Any]:
    return {"name": name, "description": description, "inputSchema": {"type": "object"}}


def requests() -> Iterator[dict[str, Any]]:
    return map(json.loads, sys.stdin.buffer)


def say(message: Any) -> None:
    write(json.dumps(message).encode() + b"\n")


def write(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def greeting(_: Params) -> dict[str, Any]:
    return {
        "protocolVersion": "2025-06-18",
        "capabilities": {"tools": {}},
        "serverInfo": {"name": "by-hand", "version": "1.2.3"},
        "instructions": "Be kind.",
    }


def serve(tools: list[Any] | None = None, **answers: Callable[[Params], Any]) -> None:
    """Answers until its input ends; `answers` are by method, with `_` for the slash."""
    known: Answers = {"initialize": greeting, "tools_list": lambda _: {"tools": tools or []}}
    known |= answers
    for request in requests():
        if "id" in request:
            say({"jsonrpc": "2.0", "id": request["id"]} | answer(known, request))


def answer(known: Answers, request: dict[str, Any]) -> dict[str, Any]:
    method = request["method"].replace("/", "_")
    if method not in known:
        return {"error": {"code": NO_METHOD, "message": f"Method not found: {request['method']}"}}
    try:
        return {"result": known[method](request.get("params", {}))}
    except Refusal as refusal:
        code, message = refusal.args
        return {"error": {"code": code, "message": message}}
