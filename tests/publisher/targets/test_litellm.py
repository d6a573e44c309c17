"""LiteLLM's configuration: read again, merged into a user's, and never widened."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError
from catalog.model.policy import Limit, Policy, Rule
from catalog.taxonomy import Action
from publisher.adapt import adapt
from publisher.target import export, find
from publisher.targets.litellm import ABILITIES, merge, read, render, spelled
from tests.publisher.any_policy import bare, overlapping, policies
from tests.publisher.calls import HARBOUR, STACK, rule


def adapted(policy: Policy, server: str = "harbour") -> dict[str, Policy]:
    return dict(adapt({server: policy}, ABILITIES).stack)


def a_policy(*rules: Any) -> Policy:
    return Policy(server="s", rules=rules)


def test_the_document_of_the_canonical_stack() -> None:
    document = export(find("litellm"), STACK)
    assert document.text.startswith("# Made by toolrisk: `toolrisk policy`.\nmcp_servers:\n")
    assert document.text.isascii()
    found = yaml.safe_load(document.text)["mcp_servers"]
    assert set(found) == {"harbour"}, "the proxy does not start with a hyphen in a server's name"
    assert found["harbour"]["rpm"] == 10
    assert {"read_note", "send_mail", "edit"} <= set(found["harbour"]["allowed_tools"])
    assert {"zap", "manage", "browse"} <= set(found["harbour"]["disallowed_tools"])
    assert any("limits a server, not a tool" in each for each in document.losses)


def test_a_server_of_which_nothing_passes_is_shut_all_the_same() -> None:
    text = render(adapted(a_policy(rule("zap", Action.HIDE))))
    assert yaml.safe_load(text)["mcp_servers"]["harbour"] == {
        "mcp_info": {"tool_allowlist_enforced": True},
        "disallowed_tools": ["zap"],
    }


@pytest.mark.parametrize(
    ("server", "tool", "name"),
    [
        ("har bour", "zap", "har_bour-zap"),
        ("harbour", "har-zap", "harbour-har-zap"),
        ("harbour", "harbour-zap", None),
        ("har bour", "har_bour-zap", None),
        ("town-hall", "zap", None),
        ("", "zap", None),
        ("s" * 1_001, "zap", None),
        ("harbour", "\udc80", None),
        ("harbour", "*", None),
    ],
)
def test_what_the_proxy_calls_a_tool(server: str, tool: str, name: str | None) -> None:
    assert spelled(server, tool) == name


@pytest.mark.parametrize(
    ("limit", "calls"),
    [
        (Limit(counter="a", window="hour", max=90), 1),
        (Limit(counter="a", window="day", max=1_440), 1),
        (Limit(counter="a", window="hour", max=59), None),
    ],
)
def test_a_slow_limit_is_rounded_down_or_denies(limit: Limit, calls: int | None) -> None:
    slow = rule("zap", Action.LIMIT).model_copy(update={"limit": limit})
    text = render(adapted(a_policy(rule("read_note", Action.ALLOW), slow)))
    entry = yaml.safe_load(text)["mcp_servers"]["harbour"]
    assert entry.get("rpm") == calls
    assert ("zap" in entry["allowed_tools"]) == (calls is not None)


@given(policies(), st.sampled_from(("harbour", "Großer Hafen", "<<", "a: b", "\n", "'", "1")))
def test_a_document_holds_what_it_was_made_of(policy: Policy, server: str) -> None:
    stack = adapted(policy, server)
    text = render(stack)
    assert text.isascii()
    rules = tuple(bare(each, each.digest) for each in stack[server].rules)
    assert read(text) == {server: rules}
    assert merge(text, stack) == text
    loaded = yaml.safe_load(text)["mcp_servers"][server]
    assert loaded.get("allowed_tools") or loaded["mcp_info"]["tool_allowlist_enforced"]


LISTS = st.sampled_from(
    (
        "",
        "    {}: [a, 'A', harbour-file]\n",
        "    {}: []\n",
        "    {}:\n",
        "    {}:\n      - a # note\n      - theirs\n",
        "    {}:\n    - 'file'\n",
    )
)
RPM = st.sampled_from(("", "    rpm: 60 # note\n", "    rpm: 1\n"))
INFO = st.sampled_from(
    (
        "",
        "    mcp_info:\n      logo: x # note\n",
        "    mcp_info:\n      tool_allowlist_enforced: false\n",
        "    mcp_info:\n",
    )
)


@st.composite
def configurations(draw: st.DrawFn) -> str:
    """A configuration of the user's, in several layouts."""
    parts = [
        draw(RPM),
        draw(INFO),
        draw(LISTS).format("allowed_tools"),
        draw(LISTS).format("disallowed_tools"),
        "    url: http://127.0.0.1:1/mcp # where\n",
    ]
    server = "  harbour: # theirs\n" + "".join(draw(st.permutations(parts)))
    other = "  # another\n  other:\n    allowed_tools: [x]\n"
    servers = draw(st.sampled_from((server, server + "\n" + other, other + server)))
    models = "model_list: [] # none\n\n"
    text = draw(
        st.sampled_from((models + "mcp_servers:\n" + servers, "mcp_servers:\n" + servers + models))
    )
    return "# mine\n" + text.replace("\n", draw(st.sampled_from(("\n", "\r\n"))))


def allowed(configuration: str) -> Any:
    """What the proxy makes of the entry: which tool passes, and how many calls in a minute."""
    entry = yaml.safe_load(configuration)["mcp_servers"]["harbour"]
    names = entry.get("allowed_tools") or []
    enforced = (entry.get("mcp_info") or {}).get("tool_allowlist_enforced", False)

    def passes(tool: str) -> bool:
        spellings = {tool, f"harbour-{tool}"}
        if names or enforced:
            return bool(spellings & set(names))
        return not spellings & set(entry.get("disallowed_tools") or [])

    return passes, entry.get("rpm") or 10**9


@given(configurations(), overlapping(), overlapping())
def test_merging_keeps_theirs_and_only_narrows(text: str, policy: Policy, before: Policy) -> None:
    stack = adapted(policy)
    merged = merge(text, stack)
    assert merge(merged, stack) == merged
    passed, _ = allowed(text)
    passes, rpm = allowed(merged)
    rules = {each.tool: each for each in stack["harbour"].rules}
    for tool in (*rules, "a", "A", "file", "theirs", "unknown"):
        ours = tool in rules and rules[tool].action is not Action.HIDE
        if passes(tool):
            assert passed(tool)
            assert ours or tool not in rules
    assert rpm <= allowed(text)[1]
    assert all(rpm <= each.limit.max for each in rules.values() if each.limit)
    assert "# another" not in text or "# another" in merged
    assert "url: http://127.0.0.1:1/mcp # where" in merged
    twice = merge(merge(text, adapted(before)), stack)
    assert merge(twice, stack) == twice
    assert not any(allowed(twice)[0](each) and not passes(each) for each in (*rules, "unknown"))


def test_what_is_ours_is_replaced_and_what_is_the_users_stays() -> None:
    theirs = (
        "model_list: []  # mine\nmcp_servers:\n  harbour:\n    url: http://127.0.0.1:1/mcp # here\n"
    )
    one = adapted(a_policy(rule("gone", Action.ALLOW), rule("zap", Action.LIMIT, calls=7)))
    other = adapted(a_policy(rule("new", Action.ALLOW), rule("zap", Action.HIDE)))
    digest = {each.tool: each.digest for each in other["harbour"].rules}
    assert merge(merge(theirs, one), other) == theirs + (
        f'    allowed_tools:\n      - "new"  # {digest["new"]}\n'
        f'    disallowed_tools:\n      - "zap"  # {digest["zap"]}\n'
    )


def test_a_list_of_the_users_gets_nothing_more() -> None:
    theirs = "mcp_servers:\n  harbour:\n    allowed_tools: [read_note, zap, theirs]\n"
    merged = merge(theirs, adapted(HARBOUR))
    entry = yaml.safe_load(merged)["mcp_servers"]["harbour"]
    assert entry["allowed_tools"] == ["read_note", "theirs"]
    assert "zap" in entry["disallowed_tools"]


def test_a_name_of_the_users_with_the_servers_in_front_is_the_tools() -> None:
    policy = a_policy(rule("read_note", Action.ALLOW), rule("zap", Action.HIDE))
    closed = "mcp_servers:\n  harbour:\n    disallowed_tools: [harbour-read_note]\n"
    entry = yaml.safe_load(merge(closed, adapted(policy)))["mcp_servers"]["harbour"]
    assert "allowed_tools" not in entry
    opened = "mcp_servers:\n  harbour:\n    allowed_tools: [harbour-zap, harbour-read_note]\n"
    entry = yaml.safe_load(merge(opened, adapted(policy)))["mcp_servers"]["harbour"]
    assert entry["allowed_tools"] == ["harbour-read_note"]


def test_a_server_that_lets_everything_through_is_read_so() -> None:
    found = read(
        "mcp_servers:\n  a:\n    disallowed_tools: [x]\n    rpm: 5\n  b:\nmodel_list: []\n"
    )
    star, hidden = found["a"]
    assert (star.tool, star.action, star.limit and star.limit.max) == ("*", Action.LIMIT, 5)
    assert (hidden.tool, hidden.action) == ("x", Action.HIDE)
    assert found["b"] == (Rule(tool="*", action=Action.ALLOW),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no mapping"),
        ("services: {}\n", "it has none of"),
        ("mcp_servers: [a]\n", "no mapping of names"),
        ("mcp_servers:\n  a:\n    allowed_tools: x\n", "line 3.*allowed_tools"),
        ("mcp_servers:\n  a:\n    rpm: many\n", "line 3.*rpm"),
        ("mcp_servers:\n  a: *x\n", "line 2"),
        ("mcp_servers:\n  a: {}\n  a: {}\n", "line 3: 'a' stands there twice"),
        ("mcp_servers: " + "{a: " * 400_000, "nested"),
    ],
)
def test_what_is_no_configuration_is_told_in_one_line(text: str, why: str) -> None:
    uses: list[Any] = [read, lambda each: merge(each, adapted(HARBOUR))]
    for use in uses:
        with pytest.raises(InputError, match=why) as told:
            use(text)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize("text", ["{mcp_servers: {}}", "mcp_servers: {harbour: {url: x}}"])
def test_what_cannot_be_changed_by_the_line_is_left(text: str) -> None:
    with pytest.raises(InputError, match="line 1: write it without braces"):
        merge(text, adapted(HARBOUR))
