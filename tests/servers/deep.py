"""Four schemas: one as deep as is read, one deeper, one deeper than any parser goes, one good."""

from tests.servers.by_hand import greeting, requests, say, write


def nested(name: bytes, levels: int) -> bytes:
    schema = b'{"a":' * levels + b"1" + b"}" * levels
    return b'{"name":"%s","inputSchema":%s}' % (name, schema)


LEVELS = {b"deep": 200, b"deeper": 900, b"deepest": 100_000, b"good": 1}
SCHEMAS = [nested(name, levels) for name, levels in LEVELS.items()]

if __name__ == "__main__":
    for request in requests():
        if request["method"] == "initialize":
            say({"jsonrpc": "2.0", "id": request["id"], "result": greeting({})})
        elif request["method"] == "tools/list":
            head = b'{"jsonrpc":"2.0","id":%d,"result":{"tools":[' % request["id"]
            write(head + b",".join(SCHEMAS) + b"]}}\n")
