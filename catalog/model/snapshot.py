"""What one introspection of one server found, or why it found nothing."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from catalog.model.tool import Malformed, Tool
from catalog.model.value import Value
from catalog.taxonomy import Reason


class Named(Value):
    """A prompt, a resource or a resource template, as a client shows it; a prompt has no `uri`."""

    name: str
    description: str | None = None
    uri: str | None = None


class Introspected(Value):
    """What `initialize` and `tools/list` gave. An empty list of tools was said by the server.

    `server_info` is what the server calls itself, whole. Prompts and resources are those of
    a server that declares them, as far as they could be read.
    """

    kind: Literal["introspected"] = "introspected"
    tools: tuple[Tool, ...]
    malformed: tuple[Malformed, ...] = ()
    warnings: tuple[str, ...] = ()
    protocol_version: str
    server_info: Mapping[str, Any] = {}
    capabilities: Mapping[str, Any] = {}
    instructions: str | None = None
    prompts: tuple[Named, ...] = ()
    resources: tuple[Named, ...] = ()
    resource_templates: tuple[Named, ...] = ()
    stderr: str = ""


class Skipped(Value):
    """Why there is no tool list. Never an empty list, never safe.

    `resource_metadata` is where a server that wants a login says how to get one (RFC 9728).

    `unverified` are the tools that the source of the server's package names. Nobody has seen
    the server offer them, and it may offer others: they never say that a tool is absent.
    """

    kind: Literal["skipped"] = "skipped"
    reason: Reason
    detail: str
    phase: str | None = None
    stderr: str = ""
    resource_metadata: str | None = None
    unverified: tuple[Tool, ...] = ()


class Skip(Value):
    """A server without a tool list, and why; `unverified` counts tools read from its source."""

    server: str
    reason: Reason
    detail: str
    unverified: int = 0


class Snapshot(Value):
    """One introspection of one server at one time.

    `launch` is the digest of what was to be started: a server whose launch and
    `conditions` (sandbox tier, runtimes) have not changed is not introspected again.
    `package` is what was installed, as a package URL with the exact version.
    `seconds` are wall times by phase: install, start. The sandbox of a server that runs
    elsewhere is `remote`.
    """

    server_id: str
    launch: str
    at: datetime
    sandbox: str
    package: str | None = None
    seconds: Mapping[str, float] = {}
    outcome: Introspected | Skipped

    @property
    def tools(self) -> tuple[Tool, ...]:
        """The tools that were listed, else those that are unverified."""
        outcome = self.outcome
        return outcome.tools if isinstance(outcome, Introspected) else outcome.unverified

    @property
    def instructions(self) -> str | None:
        """What the server told the agent, if it was introspected and said anything."""
        return self.outcome.instructions if isinstance(self.outcome, Introspected) else None

    @property
    def unverified(self) -> bool:
        """Whether nobody has seen the server offer these tools."""
        return isinstance(self.outcome, Skipped)
