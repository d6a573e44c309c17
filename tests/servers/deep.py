"""A schema nested deeper than any reader goes."""

from tests.servers.by_hand import greeting, requests, say, write

if __name__ == "__main__":
    for request in requests():
        if request["method"] == "initialize":
            say({"jsonrpc": "2.0", "id": request["id"], "result": greeting({})})
        elif request["method"] == "tools/list":
            schema = b'{"a":' * 900 + b"1" + b"}" * 900
            head = b'{"jsonrpc":"2.0","id":%d,"result":{"tools":[' % request["id"]
            write(head + b'{"name":"deep","inputSchema":' + schema + b"}]}}\n")
