"""Says every odd thing that JSON-RPC allows before each of its answers."""

from typing import Any

from tests.servers.by_hand import greeting, requests, say, tool

ODD: list[dict[str, Any]] = [
    {"method": "ping", "id": 1},
    {"method": "ping", "id": "1"},
    {"method": "ping", "id": "\ud800"},
    {"method": "roots/list", "id": 2},
    {"method": "sampling/createMessage", "id": 3, "params": {"messages": "none"}},
    {"method": "elicitation/create", "id": 4, "params": {}},
    {"method": "no/such", "id": 5, "params": {"a": [None]}},
    {"method": "server/discover", "id": 6},
    {"method": "notifications/cancelled", "params": {"requestId": 0}},
    {"method": "notifications/cancelled", "params": {"requestId": [1]}},
    {"method": "notifications/progress", "params": {"progressToken": 0, "progress": "much"}},
    {"method": "notifications/message", "params": {"level": 7}},
    {"method": "notifications/tools/list_changed"},
    {"method": "notifications/elicitation/complete", "params": {"elicitationId": None}},
    {"method": "notifications/no-such", "params": {}},
    {"method": "", "params": {}},
    {"id": 99, "result": {}},
    {"id": "x", "result": {"tools": [tool("foreign")]}},
    {"id": 98, "error": {"code": 1, "message": ""}},
    {"error": {"code": -32700, "message": "parse error"}, "id": None},
]

if __name__ == "__main__":
    answers = {"initialize": greeting({}), "tools/list": {"tools": [tool("look")]}}
    for request in requests():
        if result := answers.get(request.get("method", "")):
            for odd in ODD:
                say({"jsonrpc": "2.0"} | odd)
            for _ in range(2):
                say({"jsonrpc": "2.0", "id": request["id"], "result": result})
