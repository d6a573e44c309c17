"""Two schemas: one nested as deep as is read, one deeper."""

from tests.servers.by_hand import greeting, requests, say, write


def nested(name: bytes, levels: int) -> bytes:
    schema = b'{"a":' * levels + b"1" + b"}" * levels
    return b'{"name":"%s","inputSchema":%s}' % (name, schema)


if __name__ == "__main__":
    for request in requests():
        if request["method"] == "initialize":
            say({"jsonrpc": "2.0", "id": request["id"], "result": greeting({})})
        elif request["method"] == "tools/list":
            head = b'{"jsonrpc":"2.0","id":%d,"result":{"tools":[' % request["id"]
            write(head + nested(b"deep", 200) + b"," + nested(b"deeper", 900) + b"]}}\n")
