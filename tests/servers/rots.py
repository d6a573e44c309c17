"""Works with version 1 of what it depends on, and crashes with version 2."""

import sys
from importlib.metadata import version

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    if (found := version("toolrisk-test-good")) != "1.0":
        sys.exit(f"good {found} is not the one I know")
    serve([tool("look")])
