"""A lock's text: stable, reviewable, read back as it was; a broken one is told with its place."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError
from catalog.model.lock import (
    Acceptance,
    Lock,
    LockedCombination,
    LockedServer,
    LockedTool,
    writable,
)
from catalog.taxonomy import Category, Risk
from publisher.gate.lockfile import BYTES, read, spelled
from publisher.gate.locking import accepting, lock_of
from tests.publisher.checks import FETCH, NOTHING, PRIVATE, READ, a_server, accepted

TEXT = st.text(max_size=30).map(writable) | st.sampled_from(
    ['"', "\\", "a\nb", "]]", "'''", '"""', "${x}", "#", "\u202e", "\x7f", "\0", "\U000e0041", "é"]
)
TOOL = st.builds(
    LockedTool, name=TEXT, category=st.sampled_from(Category), risk=st.sampled_from(Risk),
    digest=TEXT,
)  # fmt: skip
SERVERS = st.lists(
    st.builds(
        LockedServer, name=TEXT, offer=TEXT, package=st.none() | TEXT,
        start=st.none() | TEXT, says=st.none() | TEXT,
        tools=st.lists(TOOL, max_size=3).map(tuple),
    ),
    max_size=3,
    unique_by=lambda each: each.name,
)  # fmt: skip
NAMES = st.lists(st.lists(TEXT, max_size=3).map(tuple), max_size=3).map(tuple)
LOCKS = st.builds(
    Lock,
    servers=SERVERS.map(tuple),
    combinations=st.lists(st.builds(LockedCombination, name=TEXT, tools=NAMES), max_size=2).map(
        tuple
    ),
    accepted=st.lists(
        st.builds(
            Acceptance, tool=TEXT, risk=st.sampled_from(Risk), digest=TEXT, who=TEXT, why=TEXT,
            until=st.dates(),
        ),
        max_size=2,
    ).map(tuple),
)  # fmt: skip


@given(LOCKS)
def test_what_is_written_is_read_back(lock: Lock) -> None:
    text = spelled(lock)
    assert read(text.encode(), "l") == lock
    assert tomllib.loads(text)["version"] == 1
    assert text.endswith("\n")


@given(LOCKS)
def test_nothing_that_cannot_be_seen_stands_in_it(lock: Lock) -> None:
    for line in spelled(lock).splitlines():
        assert line.isprintable()


def test_the_form_is_that_of_a_file_that_people_review() -> None:
    servers = [a_server("b", FETCH), a_server("a", PRIVATE, READ)]
    lock = accepting(lock_of(servers, NOTHING), [accepted("b/fetch_url", "sha256:0", why="we do")])
    by_name = {each.tool.name: each.tool.digest for server in servers for each in server.tools}
    fetch, listing, query = (by_name[name] for name in sorted(by_name))
    assert (
        spelled(lock)
        == f"""\
# Made by toolrisk: `toolrisk check --update`, and --accept; commit it. Comments are not kept.
version = 1

[[servers]]
name = "a"
offer = "npm a"
package = "pkg:npm/a@1.0.0"
start = "{servers[1].start}"
says = "{servers[1].says}"
tools = [
    {{ name = "list_notes", category = "Read", risk = "medium", digest = "{listing}" }},
    {{ name = "query", category = "Read", risk = "medium", digest = "{query}" }},
]

[[servers]]
name = "b"
offer = "npm b"
package = "pkg:npm/b@1.0.0"
start = "{servers[0].start}"
says = "{servers[0].says}"
tools = [
    {{ name = "fetch_url", category = "Read", risk = "medium", digest = "{fetch}" }},
]

[[combinations]]
name = "exfiltration"
tools = [
    ["a/list_notes", "a/query"],
    ["a/list_notes", "b/fetch_url"],
    ["b/fetch_url"],
]

[[accepted]]
tool = "b/fetch_url"
risk = "critical"
digest = "sha256:0"
who = "ann"
why = "we do"
until = 2026-12-22
"""
    )


def test_the_order_of_what_was_found_is_of_no_matter() -> None:
    one, two = a_server("a", READ, PRIVATE), a_server("b", FETCH)
    other = one.model_copy(update={"tools": one.tools[::-1]})
    assert spelled(lock_of([one, two], NOTHING)) == spelled(lock_of([two, other], NOTHING))


GOOD = spelled(
    accepting(
        lock_of([a_server("a", READ, PRIVATE), a_server("b", FETCH)], NOTHING),
        [accepted("b/fetch_url", "sha256:0")],
    )
)


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "words", "further"),
    [
        ("version = 1", "version = 2", "is of version '2'", 0),
        ("version = 1", "", "is of version 'None'", -1),
        ('risk = "critical"', 'risk = "none"', "accepted.0.risk: Input should be 'low'", 0),
        ("until = 2026-12-22", 'until = "2026-12-22"', "accepted.0.until: Input should be a", 0),
        ("until = 2026-12-22", "", "accepted.0.until: Field required", -6),
        ('name = "b"', 'name = "a"', "names server 'a' twice", -1),
        ('name = "query", category = "Read"', 'name = "query", category = "R"',
         "servers.0.tools.1.category", 0),
        ('offer = "npm b"', "offer = [1]", "servers.1.offer: Input should be a valid string", 0),
        ('offer = "npm b"', 'offer = "', "is not TOML", 0),
        ('offer = "npm b"', 'offer = "npm b"\nshell = "rm"', "servers.1.shell: Extra inputs", 1),
        ("[[combinations]]", "<<<<<<< HEAD\n[[combinations]]", "is not TOML", 0),
    ],
)  # fmt: skip
def test_a_broken_lock_is_one_line_with_its_place(
    old: str, new: str, words: str, further: int
) -> None:
    assert old in GOOD
    broken = GOOD.replace(old, new, 1)
    with pytest.raises(InputError) as raised:
        read(broken.encode(), "toolrisk.lock")
    said = str(raised.value)
    place, line, rest = said.split(":", 2)
    assert place == "toolrisk.lock"
    assert words in rest
    assert "\n" not in said
    assert int(line) == line_of(GOOD, old) + further


@pytest.mark.parametrize(
    "data",
    [b"\xff", b"version = 1\nservers = " + b"[" * 5000, b"version = 1\nservers = 1",
     b"version = " + b"9" * 5000, b" " * (BYTES + 1), b"\0", b"version = true",
     b"version = 1\n[[servers]]\nname=1", b"[" * 100_000, b"a." * 5000 + b"b = 1"],
)  # fmt: skip
def test_what_is_no_lock_is_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as raised:
        read(data, "toolrisk.lock")
    assert "\n" not in str(raised.value)
    assert len(str(raised.value)) < 400


@given(st.binary(max_size=200))
def test_no_bytes_make_a_traceback(data: bytes) -> None:
    try:
        read(data, "l")
    except InputError as error:
        assert str(error).startswith("l:")


def test_a_date_is_a_day() -> None:
    lock = read(GOOD.encode(), "l")
    assert lock.accepted[0].until == date(2026, 12, 22)
