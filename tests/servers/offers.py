"""Offers the tools that a JSON file names, and answers each call with what it was called with.

python -m tests.servers.offers NAMES.json
"""

import json
import sys
from pathlib import Path

from tests.servers.by_hand import Params, serve, tool


def call(params: Params) -> dict[str, object]:
    """Says which tool ran, so that a test sees that the call came through."""
    ran = {"ran": params["name"], "with": params.get("arguments")}
    return {"content": [{"type": "text", "text": json.dumps(ran)}]}


if __name__ == "__main__":
    names = json.loads(Path(sys.argv[1]).read_bytes())
    serve([tool(name) for name in names], tools_call=call)
