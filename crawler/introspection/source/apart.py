"""Reads a package's source in a process of its own, and prints each tool as a line of JSON.

    python -I -m crawler.introspection.source.apart PREFIX REGISTRY NAME

Nothing of the package is run, but it is strangers' text for two parsers written in C, and
may be made to exhaust them: here it exhausts a process that may write no file, has little
memory and little time, and whose end ends nothing else.
"""

import json
import os
import resource
import sys
from pathlib import Path

from crawler.introspection.source.budget import Budget
from crawler.introspection.source.read import read

MEMORY = 2 << 30
CPU_SECONDS = 60
"""Bytes, and seconds of computing; twice what the budget counts, as a parser counts none."""


def main(prefix: str, registry: str, name: str) -> None:
    """Prints the definitions, each when it is found."""
    _limit()
    for each in read(Path(prefix), registry, name, Budget()):
        sys.stdout.write(json.dumps(each) + "\n")
        sys.stdout.flush()


def _limit() -> None:
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


if __name__ == "__main__":
    main(*sys.argv[1:])
