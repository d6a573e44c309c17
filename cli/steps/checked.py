"""What a check found: each server with its tools, or why they are not known."""

from catalog.model.classification import Classification
from catalog.model.policy import ToolRule
from catalog.model.tool import Tool
from catalog.model.value import Value
from catalog.taxonomy import Risk
from cli.steps.outcome import Skip


class CheckedTool(Value):
    """A tool with its verdict and the rule that is recommended for it."""

    tool: Tool
    verdict: Classification
    rule: ToolRule


class CheckedServer(Value):
    """A server, where it is configured, and its tools; `skipped` says why they are not known.

    `offer` is the package, address or program that its configuration names, `package` the
    exact version that was started.
    """

    server: str
    origins: tuple[str, ...]
    offer: str
    package: str | None
    sandbox: str | None
    tools: tuple[CheckedTool, ...]
    skipped: Skip | None
    warnings: tuple[str, ...] = ()


class Checked(Value):
    """Everything that a check found; `rejected` are entries that say nothing to start."""

    servers: tuple[CheckedServer, ...]
    rejected: tuple[str, ...]

    @property
    def risks(self) -> list[Risk]:
        return [each.verdict.risk for server in self.servers for each in server.tools]

    @property
    def whole(self) -> bool:
        """Whether every server's tools are known."""
        return not self.rejected and not any(each.skipped for each in self.servers)
