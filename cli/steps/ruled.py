"""The rules that a project's profile makes of what was checked."""

from catalog.model.checked import CheckedServer, CheckedTool
from publisher.policy.profile import Profile
from publisher.policy.recommend import recommend_rule


def under(server: CheckedServer, profile: Profile | None) -> CheckedServer:
    """The server with the rules of that profile; as it is where there is none."""
    if profile is None:
        return server
    tools = tuple(_ruled(server, each, profile) for each in server.tools)
    return server.model_copy(update={"tools": tools})


def _ruled(server: CheckedServer, tool: CheckedTool, profile: Profile) -> CheckedTool:
    unverified = server.skipped is not None
    rule = recommend_rule(tool.tool, tool.verdict, profile, server.server, unverified=unverified)
    return tool.model_copy(update={"rule": rule})
