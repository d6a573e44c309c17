"""Reads, and never says a word."""

from tests.servers.by_hand import requests

if __name__ == "__main__":
    for _ in requests():
        pass
