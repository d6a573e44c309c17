"""Answers in a version of the protocol that never was."""

from tests.servers.by_hand import greeting, serve

if __name__ == "__main__":
    serve(initialize=lambda params: greeting(params) | {"protocolVersion": "1999-01-01"})
