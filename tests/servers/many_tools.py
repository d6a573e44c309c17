"""As many tools as are read, and one more."""

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    serve([tool(f"tool-{number}", "") for number in range(20_001)])
