"""Starts one server as an order on the command line has it, and sees to its end.

Run as a program of its own, by Python without site packages: `python -I -S …/cage/__main__.py`.
It exits as the server did; nothing of the server is left then, also where whoever started
this was killed.
"""

import os
import sys

sys.path.append(os.path.abspath(f"{__file__}/../../../.."))  # last: the standard library wins

from crawler.introspection.cage import kernel
from crawler.introspection.cage.order import NAMESPACES, read, unpacked
from crawler.introspection.cage.start import give_up
from crawler.introspection.cage.watch import in_namespaces, with_family


def main() -> int:
    """The server's exit code."""
    order = read(sys.argv[1:])
    with open(order.environment, "rb") as file:
        environment = unpacked(file.read())
    kernel.close_descriptors_from(3)
    for group in order.groups:
        with open(f"{group}/cgroup.procs", "w") as file:
            file.write("0")
    watch = in_namespaces if order.hold == NAMESPACES else with_family
    return watch(order, environment)


if __name__ == "__main__":
    try:
        os._exit(main())
    except OSError as error:
        give_up(error)
