"""What the cage is told on its command line; written and read here, so that both agree."""

import os

NAMESPACES, ALONE, NOTHING = "namespaces", "alone", "nothing"
"""What holds the server: namespaces with Landlock, Landlock alone, or nothing but its watcher."""


class Order:
    """One start. A plain class, as the modules that would shorten it take long to import."""

    def __init__(
        self,
        *,
        hold: str,
        folder: str,
        environment: str,
        command: list[str],
        shown: list[tuple[str, str]] | None = None,
        links: list[tuple[str, str]] | None = None,
        writable: list[str] | None = None,
        groups: list[str] | None = None,
        network: bool = False,
    ) -> None:
        self.hold = hold
        self.starter = os.getpid()  # who gives the order: the server ends with it
        self.folder = folder  # where the server starts
        self.environment = environment  # the file that holds its variables
        self.command = command
        self.shown = shown or []  # what it may read, and where it sees it
        self.links = links or []  # as `ln -s` takes them
        self.writable = writable or []
        self.groups = groups or []  # the control groups that it is to join
        self.network = network

    def words(self) -> list[str]:
        """The command line of this order."""
        return [
            self.hold,
            str(self.starter),
            self.folder,
            self.environment,
            *(word for pair in self.shown for word in ("--show", *pair)),
            *(word for pair in self.links for word in ("--link", *pair)),
            *(word for each in self.writable for word in ("--write", each)),
            *(word for each in self.groups for word in ("--group", each)),
            *(["--network"] if self.network else []),
            "--",
            *self.command,
        ]


def read(words: list[str]) -> Order:
    """The order that `Order.words` wrote."""
    hold, starter, folder, environment, *rest = words
    end = rest.index("--")
    order = Order(hold=hold, folder=folder, environment=environment, command=rest[end + 1 :])
    order.starter = int(starter)
    options = iter(rest[:end])
    for option in options:
        match option:
            case "--show":
                order.shown.append((next(options), next(options)))
            case "--link":
                order.links.append((next(options), next(options)))
            case "--write":
                order.writable.append(next(options))
            case "--group":
                order.groups.append(next(options))
            case "--network":
                order.network = True
            case _:
                raise ValueError(f"no such option: {option}")
    return order


def packed(environment: dict[str, str]) -> bytes:
    """Variables for a file that only their owner reads: a command line shows in /proc.

    As bubblewrap's `--args` takes them, which reads the same file.
    """
    words = (word for pair in environment.items() for word in ("--setenv", *pair))
    return b"".join(each.encode() + b"\0" for each in words)


def unpacked(data: bytes) -> dict[bytes, bytes]:
    words = data.split(b"\0")
    return dict(zip(words[1::3], words[2::3], strict=False))
