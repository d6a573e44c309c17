"""Speaks the handshake of 2026-07-28 only, and not once the old one was tried on it."""

from typing import Any

from tests.servers.by_hand import Params, Refusal, serve, tool

TRIED: list[bool] = []


def refuse(_: Params) -> None:
    TRIED.append(True)
    raise Refusal(-32022, "initialize is gone")


def discover(_: Params) -> dict[str, Any]:
    if TRIED:
        raise Refusal(-32600, "you are of the old kind")
    return {
        "resultType": "complete",
        "supportedVersions": ["2026-07-28"],
        "capabilities": {"tools": {}},
        "ttlMs": 0,
        "cacheScope": "private",
    }


if __name__ == "__main__":
    page = {"resultType": "complete", "tools": [tool("new")], "ttlMs": 0, "cacheScope": "private"}
    serve(initialize=refuse, server_discover=discover, tools_list=lambda _: page)
