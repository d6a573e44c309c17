"""A good tool among some that the SDK's types would refuse, and some that are none."""

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    serve(
        [
            {"name": "no-schema"},
            tool("good"),
            {"name": "odd", "inputSchema": "free", "annotations": {"readOnlyHint": "yes please"}},
            {"description": "nameless"},
            "not an object",
            tool("surrogate", "lone \ud800 half"),
        ]
    )
