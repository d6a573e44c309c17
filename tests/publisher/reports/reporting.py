"""Reports of everything that a check can say, with texts that try to be more than text."""

from pathlib import Path

from hypothesis import strategies as st

from catalog.model.lock import Lock
from catalog.taxonomy import Risk
from publisher.gate.gate import Terms, examine, outcome
from publisher.gate.locking import accepting, lock_of
from publisher.reports.report import Report
from tests.publisher.checks import (
    FETCH,
    NOTHING,
    POISON,
    PRIVATE,
    READ,
    SEND,
    TODAY,
    WIPE,
    a_server,
    accepted,
    checked,
    unknown,
)

ROOT = Path("/w")
EVIL = (
    "a`b|c\n|d|\n<img src=x onerror=alert(1)> @octocat #1 https://evil.example ![x](https://e.vil)"
    " </details> \\` \\| ``` \x00\x1b]0;\u202e\ud800\ufffe ]]> &amp; --> {{x}} ${x} %0A::error::"
)
HOSTILE = st.text(min_size=1, max_size=60) | st.lists(
    st.sampled_from(
        ["`", "``", "|", "\\", "\\`", "\n", "\r\n", "\t", " ", "<b>", "</details>", "@me", "#1",
         "![a](b)", "[a](b)", "https://e.vil", "www.e.vil", "\0", "\ud800", "\ufffe", "]]>", "&lt;",
         "---", "<!--", "$x$", ":tada:", "a", "\x85", "\u2028", "~", "*", "_", "\x0b"]
    ),
    min_size=1, max_size=8,
).map("".join)  # fmt: skip


def everything(name: str = "wipe", words: str = "Permanently delete every note.") -> Report:
    """A report with every kind of finding, of a tool of that name which says these words."""
    evil = {"name": name, "description": f"{words} {POISON}"}
    before = [
        a_server("notes", READ, WIPE, {"name": "left"}),
        a_server("shop", READ, {"name": "raised", "description": "Read it."}),
    ]
    lock = _milder(lock_of(before, NOTHING))
    servers = [
        a_server("notes", READ | {"title": "Notes"}, evil, says=POISON),
        a_server("shop", READ, {"name": "raised", "description": "Read it."}, PRIVATE),
        a_server("web", FETCH, SEND),
        unknown("dead"),
    ]
    send = next(each.tool for each in servers[2].tools if each.tool.name == "send_message")
    lock = accepting(lock, [accepted("web/send_message", send.digest, why=words)])
    found = checked(*servers, rejected=[f"/w/.mcp.json:9: {words}"])
    terms = Terms(Risk.HIGH, TODAY, lock, "balanced")
    matters = examine(found, terms)
    return Report(found, matters, outcome(matters, found, terms), ROOT, "toolrisk.lock")


def _milder(lock: Lock) -> Lock:
    servers = tuple(
        each.model_copy(
            update={"tools": tuple(one.model_copy(update={"risk": Risk.LOW}) for one in each.tools)}
        )
        for each in lock.servers
    )
    return lock.model_copy(update={"servers": servers})
