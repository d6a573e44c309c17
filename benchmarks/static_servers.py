"""The servers of reference/introspect.md that list their tools, as they were started there."""

from datetime import UTC, datetime

from crawler.introspection.launch import Launch

WORD = "x" * 40
"""Well-formed enough for a server that only looks whether there is a secret."""

SERVERS = (
    Launch(registry="pypi", identifier="arxiv-mcp-server", version="0.8.2"),
    Launch(registry="pypi", identifier="awslabs.aws-documentation-mcp-server", version="1.2.3"),
    Launch(
        registry="npm",
        identifier="@brave/brave-search-mcp-server",
        version="2.1.4",
        environment={"BRAVE_API_KEY": WORD},
    ),
    Launch(registry="npm", identifier="chrome-devtools-mcp", version="1.11.0"),
    Launch(
        registry="npm",
        identifier="@cloudflare/mcp-server-cloudflare",
        version="0.2.0",
        arguments=(
            "run",
            "0123456789abcdef0123456789abcdef",
        ),
        environment={
            "CLOUDFLARE_API_TOKEN": WORD,
            "CLOUDFLARE_ACCOUNT_ID": "00000000000000000000000000000000",
        },
    ),
    Launch(registry="pypi", identifier="duckduckgo-mcp-server", version="0.7.0"),
    Launch(registry="npm", identifier="exa-mcp-server", version="3.4.1"),
    Launch(registry="pypi", identifier="excel-mcp-server", version="2.2.2", arguments=("stdio",)),
    Launch(
        registry="npm",
        identifier="figma-developer-mcp",
        version="0.13.2",
        arguments=("--stdio",),
        environment={"FIGMA_API_KEY": WORD},
    ),
    Launch(registry="npm", identifier="firecrawl-mcp", version="3.22.2"),
    Launch(
        registry="pypi",
        identifier="mcp-alchemy",
        version="2026.10.15.202659",
        environment={"DB_URL": "sqlite:////tmp/x.db"},
    ),
    Launch(
        registry="pypi",
        identifier="mcp-atlassian",
        version="0.23.1",
        environment={
            "JIRA_URL": "https://example.atlassian.net",
            "JIRA_USERNAME": "a@example.com",
            "JIRA_API_TOKEN": WORD,
            "CONFLUENCE_URL": "https://example.atlassian.net/wiki",
            "CONFLUENCE_USERNAME": "a@example.com",
            "CONFLUENCE_API_TOKEN": WORD,
        },
    ),
    Launch(
        registry="pypi",
        identifier="mcp-clickhouse",
        version="0.7.0",
        environment={
            "CLICKHOUSE_HOST": "localhost",
            "CLICKHOUSE_USER": "u",
            "CLICKHOUSE_PASSWORD": "p",
        },
    ),
    Launch(registry="pypi", identifier="mcp-server-fetch", version="2026.10.24"),
    Launch(registry="pypi", identifier="mcp-server-git", version="2026.10.19"),
    Launch(registry="npm", identifier="mcp-server-kubernetes", version="4.1.7"),
    Launch(
        registry="pypi",
        identifier="mcp-server-motherduck",
        version="1.1.0",
        arguments=(
            "--db-path",
            ":memory:",
            "--read-write",
        ),
    ),
    Launch(
        registry="pypi",
        identifier="mcp-server-sqlite",
        version="2025.4.25",
        released=datetime(2025, 4, 30, tzinfo=UTC),
    ),
    Launch(registry="pypi", identifier="mcp-server-time", version="2026.10.19"),
    Launch(
        registry="npm", identifier="@modelcontextprotocol/server-everything", version="2026.8.31"
    ),
    Launch(
        registry="npm",
        identifier="@modelcontextprotocol/server-filesystem",
        version="2026.8.31",
        arguments=("/usr",),
    ),
    Launch(registry="npm", identifier="@modelcontextprotocol/server-github", version="2025.4.8"),
    Launch(registry="npm", identifier="@modelcontextprotocol/server-memory", version="2026.8.31"),
    Launch(
        registry="npm",
        identifier="@modelcontextprotocol/server-postgres",
        version="0.6.2",
        arguments=("postgresql://localhost/example",),
    ),
    Launch(
        registry="npm",
        identifier="@modelcontextprotocol/server-sequential-thinking",
        version="2026.8.31",
    ),
    Launch(
        registry="pypi",
        identifier="mysql-mcp-server",
        version="0.4.4",
        environment={"MYSQL_USER": "u", "MYSQL_PASSWORD": "p", "MYSQL_DATABASE": "d"},
    ),
    Launch(registry="npm", identifier="@notionhq/notion-mcp-server", version="2.5.2"),
    Launch(registry="npm", identifier="@playwright/mcp", version="0.0.83"),
    Launch(registry="pypi", identifier="redis-mcp-server", version="0.5.1"),
    Launch(
        registry="npm",
        identifier="@sentry/mcp-server",
        version="0.36.0",
        environment={"SENTRY_ACCESS_TOKEN": WORD},
    ),
    Launch(registry="npm", identifier="tavily-mcp", version="0.2.22"),
    Launch(registry="npm", identifier="@upstash/context7-mcp", version="4.1.1"),
    Launch(
        registry="npm",
        identifier="@zereight/mcp-gitlab",
        version="2.1.64",
        environment={"GITLAB_PERSONAL_ACCESS_TOKEN": WORD},
    ),
    Launch(registry="npm", identifier="mongodb-mcp-server", version="3.0.4"),
    Launch(registry="pypi", identifier="markitdown-mcp", version="0.0.1a7"),
    Launch(
        registry="pypi",
        identifier="chroma-mcp",
        version="0.2.6",
        released=datetime(2025, 8, 20, tzinfo=UTC),
    ),
)
