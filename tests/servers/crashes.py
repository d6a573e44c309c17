"""Dies at once, and says why, with an escape sequence."""

import sys

if __name__ == "__main__":
    sys.exit("starting\n\x1b[31mERROR\x1b[0m: API_KEY is not set\n")
