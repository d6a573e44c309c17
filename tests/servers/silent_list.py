"""Greets, and never lists."""

from tests.servers.by_hand import greeting, requests, say

if __name__ == "__main__":
    for request in requests():
        if request["method"] == "initialize":
            say({"jsonrpc": "2.0", "id": request["id"], "result": greeting({})})
