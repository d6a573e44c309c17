"""As many tools as it is asked for."""

import sys

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    serve([tool(f"tool-{number}", "") for number in range(int(sys.argv[1]))])
