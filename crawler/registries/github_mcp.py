"""GitHub's MCP registry: a curated part of the official one, in its format, without a key.

Its rows hold whole READMEs, which are not kept.
"""

from typing import ClassVar

from crawler.registries.official import OfficialRegistry


class GithubMcp(OfficialRegistry):
    """`x-ratelimit-limit` is 10, of a window that nobody has published."""

    address: ClassVar[str] = "https://api.mcp.github.com/v0.1/servers"
