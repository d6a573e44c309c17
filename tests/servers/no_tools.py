"""Offers prompts alone."""

from tests.servers.by_hand import Params, Refusal, greeting, serve


def unknown(_: Params) -> None:
    raise Refusal(-32601, "Method not found")


if __name__ == "__main__":
    serve(initialize=lambda p: greeting(p) | {"capabilities": {"prompts": {}}}, tools_list=unknown)
