"""Declares tools, and answers the question for them with an error."""

from tests.servers.by_hand import Params, Refusal, serve


def refuse(_: Params) -> None:
    raise Refusal(-32603, "upstream says no")


if __name__ == "__main__":
    serve(tools_list=refuse)
