"""What one server offers, as it is printed; apart from the asking, which takes long to import."""

from collections.abc import Mapping
from typing import Any

from catalog.model.snapshot import Introspected, Named, Skipped
from catalog.model.value import Value
from catalog.taxonomy import Reason
from cli.exit_codes import DONE, DONE_IN_PART


class Offered(Value):
    """What a server said, in MCP's own names where it has them: also a `tools/list` result."""

    tools: tuple[Mapping[str, Any], ...] = ()
    skipped: Reason | None = None
    detail: str | None = None
    resourceMetadata: str | None = None  # noqa: N815, as MCP spells
    package: str | None = None
    protocolVersion: str | None = None  # noqa: N815, likewise
    serverInfo: Mapping[str, Any] = {}  # noqa: N815, likewise
    capabilities: Mapping[str, Any] = {}
    instructions: str | None = None
    prompts: tuple[Named, ...] = ()
    resources: tuple[Named, ...] = ()
    resourceTemplates: tuple[Named, ...] = ()  # noqa: N815, likewise
    warnings: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        return DONE_IN_PART if self.skipped else DONE


def offer_of(outcome: Introspected | Skipped, package: str | None) -> Offered:
    """What came of asking it; `package` is the exact one that was started."""
    if isinstance(outcome, Skipped):
        return Offered(
            skipped=outcome.reason,
            detail=outcome.detail,
            resourceMetadata=outcome.resource_metadata,
            package=package,
        )
    return Offered(
        tools=tuple(each.definition for each in outcome.tools),
        package=package,
        protocolVersion=outcome.protocol_version,
        serverInfo=outcome.server_info,
        capabilities=outcome.capabilities,
        instructions=outcome.instructions,
        prompts=outcome.prompts,
        resources=outcome.resources,
        resourceTemplates=outcome.resource_templates,
        warnings=outcome.warnings,
    )
