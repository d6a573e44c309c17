"""What a check found: each server with its tools, or why they are not known."""

from catalog.model.classification import Classification, Warned
from catalog.model.policy import ToolRule
from catalog.model.snapshot import Skip
from catalog.model.tool import Tool
from catalog.model.value import Value
from catalog.taxonomy import Risk


class Place(Value):
    """A line of a file, counted from 1."""

    file: str
    line: int


class CheckedTool(Value):
    """A tool with its verdict and the rule that holds for it."""

    tool: Tool
    verdict: Classification
    rule: ToolRule


class CheckedServer(Value):
    """A server, where it is configured, and its tools; `skipped` says why they are not known.

    `origins` say where in words, `places` the lines of configuration files among them. `offer`
    is the package, address or program that its configuration names, `package` the exact
    version that was started. `alarms` are of what the server says of itself; `warnings` are
    of the asking. `unread` are entries of its tool list that are no tool here: a client may take
    them for one. `start` is the digest of how it is configured to be started, `says` that of its
    instructions to the agent, where they are known.
    """

    server: str
    origins: tuple[str, ...]
    places: tuple[Place, ...] = ()
    offer: str
    package: str | None
    sandbox: str | None
    tools: tuple[CheckedTool, ...]
    skipped: Skip | None
    alarms: tuple[Warned, ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    start: str | None = None
    says: str | None = None


class Checked(Value):
    """Everything that a check found; `rejected` are entries that say nothing to start."""

    servers: tuple[CheckedServer, ...]
    rejected: tuple[str, ...]

    @property
    def risks(self) -> list[Risk]:
        return [each.verdict.risk for server in self.servers for each in server.tools]

    @property
    def unknown(self) -> int:
        """Of how many servers the tools are not known, or not all of them."""
        return sum(bool(each.skipped or each.unread) for each in self.servers) + len(self.rejected)

    @property
    def whole(self) -> bool:
        """Whether every server's tools are known."""
        return not self.unknown
