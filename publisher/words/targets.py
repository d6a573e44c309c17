"""What each policy target is for, and what to do with its file."""

from typing import NamedTuple


class Guide(NamedTuple):
    """The engine that enforces the file, and how it gets there."""

    engine: str
    use: str


GUIDES = {
    "agentcore": Guide(
        "AWS AgentCore Gateway",
        "Put your gateway's ARN in the place of its placeholder, and add the policies to the "
        "gateway's policy engine.",
    ),
    "agentgateway": Guide(
        "agentgateway", "Put the rules under mcpAuthorization where the server is a target."
    ),
    "cedar": Guide(
        "any Cedar engine",
        "Load it as a policy set and ask before a tool is listed or called; the schema stands "
        "in its comments.",
    ),
    "claude-code": Guide(
        "Claude Code", "Put its permissions into .claude/settings.json of the project or user."
    ),
    "codex": Guide("Codex", "Put its tables into config.toml, beside the server's command."),
    "envoy": Guide("Envoy AI Gateway", "Put it into the MCPRoute that leads to the server."),
    "gemini-cli": Guide("Gemini CLI", "Save it in ~/.gemini/policies."),
    "intercept": Guide(
        "Intercept, the open proxy", "Start the proxy in front of the server with this file."
    ),
    "litellm": Guide("LiteLLM proxy", "Put the server's entry into the proxy's configuration."),
    "policylayer": Guide("PolicyLayer", "Paste it as the policy of the server's grant."),
    "rego": Guide(
        "OPA, or any engine of Rego v1",
        "Load it and ask for data.toolrisk.decision with server, tool and arguments.",
    ),
}
