"""How much of the machine one server may take, by process."""

MEGABYTE = 1 << 20

LIMITS = {
    "nproc": 512,
    "nofile": 1024,
    "core": 0,
    "cpu": 120,
    "fsize": 256 * MEGABYTE,
    "data": 2048 * MEGABYTE,
}
"""Processes, files, CPU seconds, bytes of one file and of memory. Node does not start with a
smaller address space; fewer processes hang its threads."""

FOLDER_BYTES = 256 * MEGABYTE
"""How much a server may write to its home, to /tmp and to /dev/shm, where each has its own."""

FOLDER_FILES = 65_536

PORTS = (53, 80, 443)
"""What a server with network may connect to, over TCP: names and the web."""
