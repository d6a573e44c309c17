"""Answers as it should, with a field that no specification knows."""

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    serve([tool("look") | {"annotations": {"readOnlyHint": True, "mood": "calm"}}, tool("touch")])
