"""Gemini CLI's policy files: names and arguments as its engine compares them, ours first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError
from catalog.model.policy import Condition
from catalog.taxonomy import Action
from publisher.adapt import adapt
from publisher.formats.gemini.names import called, closable, tellable, written
from publisher.formats.gemini.patterns import LONGEST, condition, patterns, writable
from publisher.formats.marked import END, HEADER, marked
from publisher.targets.gemini_cli import ABILITIES, merge, read, render
from tests.publisher.calls import STACK, TOWN
from tests.publisher.strategies import ANY_TEXT, NAMES

ADAPTED = adapt(STACK, ABILITIES).stack
THEIRS = """\
# Mine.

[[rule]]
mcpName = "town-hall"
toolName = "send_mail" # never
decision = "deny"
priority = 1

[[safety_checker]]
toolName = "*"
checker = {type = "external", name = "x"}
"""


@pytest.mark.parametrize(
    ("server", "tool", "name", "own"),
    [
        ("harbour", "read_note", "mcp_harbour_read_note", "read_note"),
        ("a_b", "files/read", "mcp_a_b_files_read", "files_read"),
        ("s", "\N{GRINNING FACE}", "mcp_s___", "__"),
        ("s", "b" * 80, f"mcp_s_{'b' * 24}...{'b' * 30}", f"{'b' * 24}...{'b' * 30}"),
        ("a" * 40, "b" * 80, f"mcp_{'a' * 26}...{'b' * 30}", f"mcp_{'a' * 26}...{'b' * 30}"),
        ("s", "mcp_s_read", "mcp_s_mcp_s_read", None),
        ("s", "", "mcp_s_", None),
        ("town hall", "read", "mcp_town_hall_read", None),
        ("mcp_x", "read", "mcp_x_read", None),
        ("*", "read", "mcp___read", None),
    ],
)
def test_names(server: str, tool: str, name: str, own: str | None) -> None:
    assert called(server, tool) == name
    assert written(server, tool) == own


def test_servers_that_can_be_closed() -> None:
    names = ("a" * 25, "a" * 26, "a b", "mcp", "", "\ud800")
    assert [closable(each) for each in names] == [True, False, False, False, False, False]
    assert [tellable(each) for each in names] == [True, True, False, False, False, False]


@given(ANY_TEXT | NAMES, st.lists(ANY_TEXT | NAMES, min_size=1, unique=True))
def test_conditions_are_read_as_they_were_written(parameter: str, values: list[str]) -> None:
    when = Condition(parameter=parameter, values=tuple(values))
    if all(map(writable, (parameter, *values))):
        made = patterns(when)
        assert all(each.isascii() and "'" not in each for each in made)
        assert max(map(len, made)) <= LONGEST
        parts = [condition(each) for each in made]
        assert [value for each in parts if each for value in each.values] == values


@pytest.mark.parametrize("pattern", ["", "a", r'\x00"a":(?:"b")', r'\x00"a":(?:"b"|"\u005c")\x00'])
def test_other_expressions_are_no_conditions(pattern: str) -> None:
    assert condition(pattern) is None


def test_ours_stand_before_all_of_theirs() -> None:
    text = merge(THEIRS, {"town-hall": ADAPTED["town-hall"]})
    assert text.startswith(f"{HEADER}\n\n[[rule]] # ")
    assert text.endswith(f"\n# {END}\n\n{THEIRS}")
    actions = {each.tool: each.action for each in read(text)["town-hall"]}
    wanted = {"drop_table": Action.ALLOW, "read_note": Action.DENY, "send_mail": Action.DENY}
    assert actions == wanted


def test_ours_go_and_theirs_stay() -> None:
    empty = {"town-hall": TOWN.model_copy(update={"rules": ()})}
    text = merge(merge(THEIRS, ADAPTED), empty)
    assert text == merge(merge(THEIRS, {"harbour": ADAPTED["harbour"]}), empty)
    found = read(text)
    assert [each.tool for each in found["town-hall"]] == ["send_mail"]
    assert found["harbour"] == read(render(ADAPTED))["harbour"]


def test_a_server_that_cannot_be_closed_stays_closed() -> None:
    odd = {"town hall": TOWN}
    text = merge(render(odd), {"harbour": ADAPTED["harbour"]})
    closing = text.rpartition("[[rule]]")[2]
    assert closing.startswith(' # {"servers": ["town hall"]}\nmcpName = "*"\ntoolName = "*"\n')
    assert 'decision = "deny"' in closing


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = \n", "Invalid value (at line 1, column 5)"),
        ("rule = 1", "'rule' is no list of tables"),
        ("[[rule]]\ndecision = 'deny'\npriority = 1", "rule 1 has no toolName"),
        ("[[rule]]\ntoolName = 'a'\npriority = 1", "rule 1 has no decision"),
        ("[[rule]]\ntoolName = 'a'\ndecision = 'deny'", "rule 1 has no decision, or no priority"),
        ("[[rule]]\nmcpName = 1\ntoolName = 'a'", "rule 1 has a mcpName that is no text"),
    ],
)
def test_what_is_no_policy(text: str, line: str) -> None:
    for work in (read, lambda each: merge(each, ADAPTED)):
        with pytest.raises(InputError) as error:
            work(text)
        assert str(error.value).startswith(f"no Gemini CLI policy: {line}")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{HEADER}\n", "line 1 begins"),
        (f"# {END}\n{HEADER}\n", "line 1 ends"),
        (f"{HEADER}\n{HEADER}\n# {END}\n", "line 1 begins"),
        (marked("#", "") * 2, "stands there twice"),
    ],
)
def test_damaged_marks_are_refused(text: str, why: str) -> None:
    for work in (read, lambda each: merge(each, ADAPTED)):
        with pytest.raises(InputError, match=why):
            work(text)


@pytest.mark.parametrize("text", ["rule = []\n", 'a = 1\n[[rule]]\ntoolName = "a"\n'])
def test_keys_that_would_become_a_rules_are_refused(text: str) -> None:
    with pytest.raises(InputError):
        merge(text, ADAPTED)
