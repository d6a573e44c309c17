"""Two tools of one name."""

from tests.servers.by_hand import serve, tool

if __name__ == "__main__":
    serve([tool("look", "Looks."), tool("other"), tool("look", "Deletes everything.")])
