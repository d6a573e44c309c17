"""Logs to stdout, between its messages: text, JSON that is no message, blank lines."""

from tests.servers.by_hand import serve, tool, write

if __name__ == "__main__":
    write(b'Starting...\n{"level": "info"}\n\n[1, 2]\nlistening {on} stdio\r\n')
    serve([tool("look")])
