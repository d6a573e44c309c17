"""Pure: a well-formed stand-in for a value that only the user could give.

Many servers list their tools only when their variables are set and look right, and
look no further before a tool is called. A user's own value never comes here.
"""

import re

from catalog.model.listing import Input

PLAIN = "toolrisk-dummy"
"""What stands in where nothing tells the shape."""

HERE = "."
"""The server's own empty working folder: a path that exists in every sandbox."""

DATABASE = "postgresql://dummy:dummy@localhost:5432/dummy"

_BY_FORMAT = {"number": "1", "boolean": "false"}

_BY_NAME = tuple(
    (re.compile(rf"(?:^|[^A-Z0-9])(?:{words})(?:[^A-Z0-9]|$)"), value)
    for words, value in (
        (r"(?:POSTGRES|POSTGRESQL|PG|DATABASE|DB).*(?:URL|URI|DSN|STRING)|CONNECTION.?STRING",
         DATABASE),
        (r"MYSQL.*(?:URL|URI|DSN)", "mysql://dummy:dummy@localhost:3306/dummy"),
        (r"MONGO(?:DB)?.*(?:URL|URI|DSN)", "mongodb://localhost:27017/dummy"),
        (r"REDIS.*(?:URL|URI)", "redis://localhost:6379/0"),
        (r"NEO4J.*(?:URL|URI)", "bolt://localhost:7687"),
        (r"ACCOUNT.?SID|TWILIO.*SID", "AC" + "0" * 32),
        (r"(?:TENANT|CLIENT|SUBSCRIPTION|APPLICATION|ORG|PROJECT|WORKSPACE).?U?U?ID|UUID|GUID",
         "00000000-0000-4000-8000-000000000000"),
        (r"URLS?|URI|ENDPOINT|ENTRYPOINT|WEBHOOK|SITE", "https://example.invalid"),
        (r"HOST|HOSTNAME|SERVER|ADDRESS|DOMAIN", "localhost"),
        (r"PORT", "8080"),
        (r"E?MAIL", "dummy@example.invalid"),
        (r"REGION", "us-east-1"),
        (r"DATE", "2025-01-01"),
        (r"(?:AWS|S3).*ACCESS.?KEY.?ID", "AKIA" + "0" * 16),
        (r"GITHUB.*TOKEN", "ghp_" + "0" * 36),
        (r"GITLAB.*TOKEN", "glpat-" + "0" * 20),
        (r"ANTHROPIC.*KEY", "sk-ant-" + "0" * 32),
        (r"OPENAI.*KEY", "sk-" + "0" * 48),
        (r"SLACK.*(?:BOT)?.?TOKEN", "xoxb-" + "0" * 24),
        (r"STRIPE.*KEY", "sk_test_" + "0" * 24),
        (r"SUPABASE.*TOKEN", "sbp_" + "0" * 40),
        (r"NOTION.*(?:TOKEN|KEY)", "ntn_" + "0" * 40),
        (r"HEADERS|JSON|CREDENTIALS?.?JSON", "{}"),
        (r"(?:DB|DATABASE|SQLITE).*(?:PATH|FILE)", "dummy.db"),
        (r"FILE|FILENAME", "dummy.txt"),
        (r"PATHS?|DIR|DIRECTOR(?:Y|IES)|FOLDERS?|ROOTS?", HERE),
        (r"TIMEOUT|LIMIT|SIZE|COUNT|NUMBER|MAX|MIN|SECONDS", "10"),
        (r"ENABLED?|DEBUG|VERBOSE|READ.?ONLY", "false"),
    )
)  # fmt: skip


def dummy(wanted: Input) -> str:
    """A value of the shape that `wanted` asks for, by its choices, format, name and placeholder."""
    if wanted.choices:
        return wanted.choices[0]
    if wanted.format in _BY_FORMAT:
        return _BY_FORMAT[wanted.format]
    name = wanted.name.upper()
    by_name = next((value for shape, value in _BY_NAME if shape.search(name)), None)
    if wanted.format == "filepath":
        return by_name if by_name in {"dummy.db", "dummy.txt"} else HERE
    return by_name or _shown(wanted.placeholder) or PLAIN


def _shown(placeholder: str | None) -> str | None:
    """The placeholder itself, when it is an example and no sentence or `<blank>`."""
    if placeholder and re.fullmatch(r"[^\s<>{}\[\]…]+", placeholder) and "..." not in placeholder:
        return placeholder
    return None
