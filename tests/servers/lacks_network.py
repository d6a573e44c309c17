"""Ends at once without a network, as its runtime would say; with one it has no UDP for names."""

import os
import sys

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    if "use-vc" not in os.environ.get("RES_OPTIONS", ""):
        sys.exit("Error: getaddrinfo EAI_AGAIN api.example.com")
    if "never" in sys.argv:
        sys.exit("no key")
    serve([tool("look")])
