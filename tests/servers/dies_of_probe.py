"""Speaks the old handshake only, and dies of any method that it does not know."""

import sys

from tests.servers.by_hand import greeting, requests, say, tool

if __name__ == "__main__":
    answers = {"initialize": greeting({}), "tools/list": {"tools": [tool("old")]}}
    for request in requests():
        if "id" in request:
            if request["method"] not in answers:
                sys.exit(f"KeyError: {request['method']}")
            say({"jsonrpc": "2.0", "id": request["id"], "result": answers[request["method"]]})
