"""Its greeting and its tool hold bytes that are not UTF-8."""

import json

from tests.servers.by_hand import greeting, requests, tool, write

if __name__ == "__main__":
    for request in requests():
        answers = {"initialize": greeting({}), "tools/list": {"tools": [tool("look", "MARK")]}}
        if result := answers.get(request["method"]):
            message = {"jsonrpc": "2.0", "id": request["id"], "result": result}
            write(json.dumps(message).encode().replace(b"MARK", b"caf\xe9") + b"\n")
