"""What a server's page tells beside its tools: where it is listed, how it starts, what it asks for.

All of it is bounded; what was left out is counted.
"""

from typing import Annotated, Literal

from pydantic import StringConstraints

from catalog.model.value import Value

Link = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?$")]
"""An address of a stranger's that a page may link to: https, a plain host, ASCII."""


class Listed(Value):
    """One listing. `at` is a day (ISO): of the last change, else of the publication."""

    source: str
    id: str
    version: str
    at: str | None
    status: str
    link: Link | None
    attribution: str | None


class Start(Value):
    """One way to reach the server: a package of a registry, or a remote, whose URL is `name`.

    `runtime` is the program that the listing wants a package run with.
    """

    kind: Literal["package", "remote"]
    registry: str | None
    name: str
    version: str | None
    transport: str
    runtime: str | None


class Asked(Value):
    """A value that the server wants to be given; never the value itself.

    `place` is where it goes: an environment variable, a header, an argument of the command
    line, or a part of the URL.
    """

    name: str
    place: Literal["variable", "header", "argument", "URL"]
    required: bool
    secret: bool
    says: str


class Seen(Value):
    """The last look at the server: when (ISO, UTC), and what it said of itself.

    `launch` is the digest of what was to be started, `package` what was installed, exactly.
    `protocol`, `name`, `version` and `capabilities` are what it answered, if it did;
    `instructions` counts the characters that it gave the agent. Of prompts and resources some
    are named, all are counted.
    """

    at: str
    sandbox: str
    launch: str
    package: str | None
    protocol: str | None = None
    name: str | None = None
    version: str | None = None
    capabilities: tuple[str, ...] = ()
    instructions: int = 0
    prompts: tuple[str, ...] = ()
    prompt_count: int = 0
    resources: tuple[str, ...] = ()
    resource_count: int = 0


class About(Value):
    """A server beside its tools; `listing_count`, `start_count` and `asked_count` are of all.

    `merged`, `apart` and `doubts` are sentences: why its listings are one server, why others
    are not, and what about its names could mislead. `hosts` are those that its remotes are on.
    """

    listings: tuple[Listed, ...]
    listing_count: int
    repository: str | None
    repository_link: Link | None
    website: str | None
    website_link: Link | None
    merged: tuple[str, ...]
    apart: tuple[str, ...]
    doubts: tuple[str, ...]
    starts: tuple[Start, ...]
    start_count: int
    asked: tuple[Asked, ...]
    asked_count: int
    hosts: tuple[str, ...]
    seen: Seen
