"""Greets, and is killed in the middle of its list."""

import os
import signal

from tests.servers.by_hand import Params, serve, write


def die(_: Params) -> None:
    write(b'{"jsonrpc": "2.0", "id": 1, "result": {"tools": [{"na')
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    serve(tools_list=die)
