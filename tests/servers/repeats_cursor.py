"""Its second page leads to itself."""

from tests.servers.by_hand import Params, serve, tool


def page(params: Params) -> dict[str, object]:
    return {"tools": [tool("second" if "cursor" in params else "first")], "nextCursor": "again"}


if __name__ == "__main__":
    serve(tools_list=page)
