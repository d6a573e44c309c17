"""What is listed of 43 real servers, as a catalog of bare names would start them.

    python -m benchmarks.servers [NAME…]

One row a server: seconds to install and to list, tools, how many of them are annotated,
the protocol, the sandbox, and what came of it. Of most servers nothing is said but name
and version; what they want beside is found out. Four have what no message of theirs
tells: variables, which are filled with dummies as a listing's are, or the day of release,
where their dependencies have moved on. Asked: at least 39 listed, live or, for at most 3,
from their source.
"""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import anyio

from catalog.model.listing import Input
from catalog.model.snapshot import Introspected, Skipped
from catalog.model.tool import Tool
from crawler.introspection.dummies import dummy
from crawler.introspection.introspect import attempt
from crawler.introspection.launch import Launch
from crawler.introspection.remote.web import Web
from crawler.introspection.sandbox import Tier, detect
from crawler.introspection.trying import Means, Tried

SERVERS = """
arxiv-mcp-server 0.8.2
awslabs.aws-documentation-mcp-server 1.2.3
@brave/brave-search-mcp-server 2.1.4
chroma-mcp 0.2.6 2025-08-14
chrome-devtools-mcp 1.11.0
@cloudflare/mcp-server-cloudflare 0.2.0 CLOUDFLARE_API_TOKEN
duckduckgo-mcp-server 0.7.0
exa-mcp-server 3.4.1
excel-mcp-server 2.2.2
figma-developer-mcp 0.13.2
firecrawl-mcp 3.22.2
markitdown-mcp 0.0.1a7
mcp-alchemy 2026.10.15.202659
mcp-atlassian 0.23.1 JIRA_URL JIRA_PERSONAL_TOKEN CONFLUENCE_URL CONFLUENCE_PERSONAL_TOKEN
mcp-clickhouse 0.7.0
mcp-server-fetch 2026.10.24
mcp-server-git 2026.10.19
mcp-server-kubernetes 4.1.7
mcp-server-motherduck 1.1.0
mcp-server-sqlite 2025.4.25 2025-04-25
mcp-server-time 2026.10.19
@modelcontextprotocol/server-everything 2026.8.31
@modelcontextprotocol/server-filesystem 2026.8.31
@modelcontextprotocol/server-github 2025.4.8
@modelcontextprotocol/server-memory 2026.8.31
@modelcontextprotocol/server-postgres 0.6.2
@modelcontextprotocol/server-sequential-thinking 2026.8.31
mongodb-mcp-server 3.0.4
mysql-mcp-server 0.4.4
@notionhq/notion-mcp-server 2.5.2
@playwright/mcp 0.0.83
redis-mcp-server 0.5.1
@sentry/mcp-server 0.36.0
tavily-mcp 0.2.22
@upstash/context7-mcp 4.1.1
@zereight/mcp-gitlab 2.1.64
awslabs.aws-api-mcp-server 1.5.6
@stripe/mcp 0.3.3
@supabase/mcp-server-supabase 0.13.0
mcp-server-qdrant 0.8.1
@benborla29/mcp-server-mysql 2.0.9
postgres-mcp 0.1.0 2025-04-10
@wonderwhy-er/desktop-commander 0.2.23
"""
"""Name, version and, where it matters, the day of its release or required variables."""

ON_NPM = {
    *("chrome-devtools-mcp", "exa-mcp-server", "figma-developer-mcp", "firecrawl-mcp"),
    *("mcp-server-kubernetes", "mongodb-mcp-server", "tavily-mcp"),
}
"""Beside all whose name has a scope."""

HEAD = f"{'server':46} {'install':>7} {'list':>6} {'tools':>5} {'annot':>5} {'protocol':10} sandbox"


def launch(line: str) -> Launch:
    name, version, *more = line.split()
    registry = "npm" if name.startswith("@") or name in ON_NPM else "pypi"
    days = [datetime.fromisoformat(each) for each in more if each[0].isdigit()]
    return Launch(
        registry=registry,
        identifier=name,
        version=version,
        environment={each: dummy(Input(name=each)) for each in more if not each[0].isdigit()},
        released=days[0].replace(tzinfo=UTC) if days else None,
    )


def row(what: Launch, tried: Tried, tier: Tier) -> str:
    install, start = (tried.seconds.get(phase, 0.0) for phase in ("install", "start"))
    outcome = tried.outcome
    said = f"{what.identifier:46} {install:7.1f} {start:6.1f}"
    if isinstance(outcome, Skipped):
        source = f"{len(outcome.unverified):4}*" if outcome.unverified else f"{'-':>5}"
        return f"{said} {source} {'-':>5} {'-':10} {tier}: {outcome.reason}: {outcome.detail[:160]}"
    annotated = sum(bool(tool.annotations) for tool in outcome.tools)
    share = f"{100 * annotated // max(1, len(outcome.tools))}%"
    remarks = "; ".join(outcome.warnings)
    return (
        f"{said} {len(outcome.tools):5} {share:>5} {outcome.protocol_version:10} {tier}: "
        f"listed{f'; {remarks}' if remarks else ''}"
    )


async def main(names: Sequence[str]) -> None:
    tier = detect()
    tier = Tier.NONE if tier is Tier.MISSING else tier
    listed, read, tools = 0, 0, list[Tool]()
    print(HEAD, flush=True)
    wanted = [launch(line) for line in SERVERS.strip().splitlines()]
    async with Web() as web:
        for each in (each for each in wanted if not names or each.identifier in names):
            tried = await attempt(each, Means(tier, web))
            print(row(each, tried, tier), flush=True)
            if isinstance(tried.outcome, Introspected):
                listed += 1
                tools += tried.outcome.tools
            elif tried.outcome.unverified:
                read += 1
    print(f"{listed} listed live, {len(tools)} tools; of {read} more the source was read (*)")
    print("(asked: 39, of which 3 may be from the source)")


if __name__ == "__main__":
    anyio.run(partial(main, sys.argv[1:]))
