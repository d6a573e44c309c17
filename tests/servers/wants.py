"""Starts only with a variable and an argument, and names them one after the other."""

import os
import sys

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    if "--stdio" not in sys.argv:
        sys.exit("Usage: wants [OPTIONS]\n  --stdio  speak over pipes")
    if "WANTS_TOKEN" not in os.environ:
        sys.exit("Error: WANTS_TOKEN is required")
    serve([tool("look")])
