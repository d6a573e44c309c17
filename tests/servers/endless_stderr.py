"""Never stops complaining."""

import sys

if __name__ == "__main__":
    while True:
        sys.stderr.write("alas " * 10_000)
