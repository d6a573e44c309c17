"""One tool of 30 MB, on one line."""

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    serve([tool("look", "x" * 30_000_000)])
