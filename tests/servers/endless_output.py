"""Never ends its first line."""

from tests.servers.by_hand import write

if __name__ == "__main__":
    while True:
        write(b"x" * 65_536)
