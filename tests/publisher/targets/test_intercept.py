"""Intercept's YAML: of the shape that its validator accepts, read again, and never widened."""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import InputError
from catalog.model.policy import Case, Limit, Policy, Rule
from catalog.taxonomy import Action
from publisher.adapt import adapt
from publisher.target import export, find
from publisher.targets.intercept import ABILITIES, merge, read, render
from tests.publisher.any_policy import bare, overlapping, policies
from tests.publisher.calls import ALONE, HARBOUR
from tests.publisher.intercept_shape import faults


def adapted(policy: Policy) -> dict[str, Policy]:
    return dict(adapt({"": policy}, ABILITIES).stack)


def counted_by_tool(rule: Rule) -> Rule:
    """The rule with its limits under the tool's own counter: a document names no other."""
    cases = tuple(
        Case(when=each.when, action=each.action, limit=_counted(rule, each.limit))
        for each in rule.cases
    )
    return rule.model_copy(update={"limit": _counted(rule, rule.limit), "cases": cases})


def _counted(rule: Rule, limit: Limit | None) -> Limit | None:
    return limit.model_copy(update={"counter": f"{rule.tool}_rate"}) if limit else None


def test_the_document_of_the_canonical_policy() -> None:
    document = export(find("intercept"), ALONE)
    assert document.text.startswith('# Made by toolrisk: `toolrisk policy`.\nversion: "1"\n')
    assert document.text.isascii()
    found = yaml.safe_load(document.text)
    assert faults(found) == []
    assert found["default"] == "deny"
    assert found["tools"]["read_note"] == {"rules": []}
    assert found["tools"]["send_mail"]["rules"][0]["rate_limit"] == "30/minute"
    assert found["tools"]["image.generate.replicate"]["rules"][0]["action"] == "deny"
    arguments, limit = found["tools"]["manage"]["rules"]
    assert arguments["conditions"][0]["value"] == ["list", "get", "create"]
    assert limit == {"name": "toolrisk: limit", "rate_limit": "30/minute"}
    assert "*" not in found["tools"]
    assert any("image.generate.replicate" in each for each in document.losses)


@given(policies())
def test_a_document_is_valid_and_holds_what_it_was_made_of(policy: Policy) -> None:
    stack = adapted(policy)
    text = render(stack)
    assert text.isascii()
    assert faults(yaml.safe_load(text)) == []
    rules = stack[""].rules
    assert read(text) == {"": tuple(counted_by_tool(bare(each, each.digest)) for each in rules)}
    assert merge(text, stack) == text


ENTRIES = st.sampled_from(
    (
        "",
        " {}",
        " # note",
        "\n    rules: []",
        "\n    rules:",
        "\n    # above\n    rules:\n    - name: mine\n      rate_limit: 100/minute # note",
        "\n    rules:\n      - name: mine\n        action: deny\n\n  # below",
        (
            "\n      rules:\n        - name: 'mine'\n          rate_limit: 1/day\n"
            "          on_deny: |\n"
            "            wait\n            long\n"
        ),
    )
)
HIDES = st.sampled_from(
    ("", "hide: [a, 'A']\n", "hide:\n- a # note\n- file\n", "hide: []\n", "hide:\n")
)
DEFAULTS = st.sampled_from(("", "default: allow # open\n", "default: deny\n"))
TOOLS = st.dictionaries(st.sampled_from(("a", "A", "file", '"*"', "theirs")), ENTRIES)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """A document of the user's, in several layouts."""
    tools = "".join(f"  {name}:{entry}\n" for name, entry in draw(TOOLS).items())
    parts = [draw(HIDES), draw(DEFAULTS), f"tools:\n{tools}" if tools else "tools: {}\n"]
    order = draw(st.permutations(parts))
    text = (
        '# mine\n\nversion: "1" # first\n' + "".join(order) + draw(st.sampled_from(("", "# end\n")))
    )
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n"))))


def stricter(rules: tuple[Rule, ...], than: tuple[Rule, ...]) -> bool:
    found = {each.tool: each.strictness for each in rules}
    return all(found[each.tool] >= each.strictness for each in than)


@given(documents(), overlapping(), overlapping())
def test_merging_keeps_theirs_and_only_narrows(text: str, policy: Policy, before: Policy) -> None:
    stack = adapted(policy)
    merged = merge(merge(text, adapted(before)), stack)
    assert merge(merged, stack) == merged
    assert read(merge(text, stack)) == read(merged), "what was ours before is gone"
    assert faults(yaml.safe_load(merged)) == []
    after = read(merged)[""]
    assert stricter(after, than=stack[""].rules)
    assert stricter(after, than=tuple(each for each in read(text)[""] if each.tool != "*"))
    assert "*" not in {each.tool for each in after}
    for line in text.splitlines():
        kept = not line.startswith(("default: allow", "hide:", "tools:")) and line.strip()
        assert not kept or line.rstrip(" {}[]") in merged, line


def test_merging_into_a_document_of_the_users() -> None:
    theirs = (
        '# mine\nversion: "1"\ntools:\n  send_mail: # theirs\n    rules:\n'
        "      - name: mine\n        rate_limit: 100/minute\n  other:\n    rules: []\n"
    )
    rules = [each for each in HARBOUR.rules if each.tool in ("send_mail", "drop_table", "zap")]
    stack = adapted(HARBOUR.model_copy(update={"rules": tuple(rules)}))
    digest = {each.tool: each.digest for each in rules}
    assert merge(theirs, stack) == (
        f'# mine\nversion: "1"\ndefault: deny\nhide:\n  - "drop_table"  # {digest["drop_table"]}\n'
        "tools:\n  send_mail: # theirs\n    rules:\n"
        "      - name: mine\n        rate_limit: 100/minute\n"
        f'      - name: "toolrisk: limit"  # {digest["send_mail"]}\n        conditions:\n'
        '          - path: "state.send_mail.toolrisk"\n            op: lte\n'
        "            value: 30\n        state:\n          counter: toolrisk\n"
        "          window: minute\n  other:\n    rules: []\n"
        f'  "zap":  # {digest["zap"]}\n    rules:\n      - name: "toolrisk: deny"\n'
        "        action: deny\n"
        '        on_deny: "What \\"Execute\\" asks for.\\u000aOn two lines."\n'
    )


def test_a_reason_that_cannot_be_written_denies_all_the_same() -> None:
    odd = HARBOUR.rules[0].model_copy(update={"action": Action.DENY, "reason": "no \ud800\n# x"})
    document = yaml.safe_load(render(adapted(HARBOUR.model_copy(update={"rules": (odd,)}))))
    assert document["tools"][odd.tool]["rules"][0]["on_deny"] == "no \ufffd\n# x"


BAD: list[tuple[str, str]] = [
    ("", "no mapping"),
    ("- a", "no mapping"),
    ("a: [", "line 2"),
    ('version: "2"\ntools: {}\n', "version"),
    ('version: "1"\nversion: "1"\n', "line 2: 'version' stands there twice"),
    ('version: "1"\nhide: drop\n', "hide"),
    ('version: "1"\ntools: {a: *x}\n', "line 2"),
    ('version: "1"\ntools: {a: {rules: [{action: ask}]}}\n', "action"),
    ('version: "1"\na: ' + "[" * 400_000, "nested more than 100 deep"),
    ('version: "1"\na: "\x01"\n', "control characters"),
    ('version: "1"\na: \ud800\n', "no Unicode"),
    (" " * (4 << 20) + "a", "larger than 4 MB"),
]


@pytest.mark.parametrize(("text", "why"), BAD)
def test_what_is_no_policy_is_told_in_one_line(text: str, why: str) -> None:
    uses: list[Any] = [read, lambda each: merge(each, adapted(HARBOUR))]
    for use in uses:
        with pytest.raises(InputError, match=why) as told:
            use(text)
        assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "tools", ["{zap: {rules: []}}", "\n  zap: {rules: [{name: a, action: deny}]}"]
)
def test_what_cannot_be_changed_by_the_line_is_left(tools: str) -> None:
    text = f'version: "1"\ntools: {tools}\n'
    assert read(text)
    with pytest.raises(InputError, match=r"line [23]: write it without braces"):
        merge(text, adapted(HARBOUR))


def test_a_limit_in_the_long_form_is_read() -> None:
    text = (
        'version: "1"\ndefault: deny\ntools:\n  a:\n    rules:\n      - name: n\n'
        "        conditions:\n          - {path: state.a.c, op: lte, value: 5}\n"
        "        state: {counter: c, window: hour}\n"
    )
    (rule,) = read(text)[""]
    assert (rule.action, rule.limit and (rule.limit.max, rule.limit.window)) == (
        Action.LIMIT,
        (5, "hour"),
    )
