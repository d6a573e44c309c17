"""Asks without end, and never listens."""

from tests.servers.by_hand import write

if __name__ == "__main__":
    while True:
        write(b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n' * 1_000)
