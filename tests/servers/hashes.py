"""Names a tool after each of its variables and the hash of what it holds: known, and not told."""

import hashlib
import os

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    held = {name: hashlib.sha256(value.encode()).hexdigest() for name, value in os.environ.items()}
    serve([tool(f"{name}-{digest[:12]}", "") for name, digest in held.items()])
