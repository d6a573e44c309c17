"""Three pages; the second one's cursor is the empty string."""

from typing import Any

from tests.servers.by_hand import Params, serve, tool

FIRST: dict[str, Any] = {"tools": [tool("one"), tool("two")], "nextCursor": ""}
PAGES: dict[str, dict[str, Any]] = {
    "": {"tools": [tool("three")], "nextCursor": "c"},
    "c": {"tools": [tool("four")]},
}


def page(params: Params) -> dict[str, Any]:
    return PAGES[params["cursor"]] if "cursor" in params else FIRST


if __name__ == "__main__":
    serve(tools_list=page)
