"""The rules that a project's profile makes of what was checked."""

from catalog.model.checked import CheckedServer, CheckedTool
from catalog.model.classification import Classification
from catalog.model.policy import ToolRule
from catalog.model.tool import Tool
from publisher.policy import recommend_rule

PROFILES = ("balanced",)
"""The names of the profiles; `balanced` is what is recommended where none is named."""


def ruled(tool: Tool, verdict: Classification, profile: str, *, unverified: bool) -> ToolRule:
    """The rule of one tool under the profile of that name."""
    assert profile in PROFILES, profile  # noqa: S101 - the option takes no other
    return recommend_rule(tool, verdict, unverified=unverified)


def under(server: CheckedServer, profile: str | None) -> CheckedServer:
    """The server with the rules of that profile; as it is where there is none."""
    if profile is None:
        return server
    unverified = server.skipped is not None
    tools = tuple(
        CheckedTool(
            tool=each.tool,
            verdict=each.verdict,
            rule=ruled(each.tool, each.verdict, profile, unverified=unverified),
        )
        for each in server.tools
    )
    return server.model_copy(update={"tools": tools})
