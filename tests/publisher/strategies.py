"""Any names, texts and verdicts at all, for property tests."""

from typing import Any

from hypothesis import strategies as st

from catalog.model.classification import Classification
from catalog.model.policy import MINUTES, Limit, Policy, Ruling, ToolRule
from catalog.model.tool import Tool
from catalog.taxonomy import Action, Category, Risk
from tests.publisher.values import a_tool, a_verdict

ANY_TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40)
"""Any code points, lone surrogates and controls among them."""

_PATHS = ("../../etc/passwd", "/", ".", "..", ".htaccess", "-rf", "_", "a\0", "a.policy")
_RESERVED = ("CON", "con", "nul", "index", "policy", "INDEX", "*")
_ALIKE = ("a", "A", "file", "FILE", "fIle", "\N{LATIN SMALL LIGATURE FI}le", "name " * 70)
NASTY = st.sampled_from((*_PATHS, *_RESERVED, *_ALIKE))

NAMES = ANY_TEXT | NASTY

_BREAKS = ('"', "'", "\\", "`", "\n", "*", "${x}", "{{x}}", "]]>", "# x", "// x", "a\n---\nb")
_MEANT = ("__proto__", "true", "null", "1", "~", "- a", "a: b", "a.b", "a/b", "a%2Fb", "a__b")
TOOLS = NAMES | st.sampled_from((*_BREAKS, *_MEANT, "read", "read_", "Read", "", " read"))
"""Names of tools that break out of quotes, mean something to a format, or nearly are others."""

SERVERS = st.sampled_from(("harbour", "town-hall", "a", "a_b", "a-b", "A", "a/b")) | TOOLS


def verdicts(names: st.SearchStrategy[str] = NAMES) -> st.SearchStrategy[Any]:
    """A tool of any name with any verdict."""
    return st.builds(
        _verdict, names, st.sampled_from(Category), st.sampled_from(Risk), st.booleans()
    )


def _verdict(
    name: str,
    category: Category,
    risk: Risk,
    abstained: bool,  # noqa: FBT001 - drawn
) -> tuple[Tool, Classification]:
    tool = a_tool(name)
    return tool, a_verdict(tool, category, risk, abstained=abstained)


def _limits(tool: str) -> st.SearchStrategy[Limit]:
    windows = st.sampled_from(sorted(MINUTES))
    counts = st.integers(1, 100)
    return st.builds(Limit, counter=st.just(f"{tool}_rate"), window=windows, max=counts)


@st.composite
def tool_rules(draw: st.DrawFn, tool: str) -> ToolRule:
    """A rule for the tool, with cases that are all milder than it."""
    rulings = sorted((draw(_rulings(tool)) for _ in range(draw(st.integers(1, 4)))), key=_strict)
    own = rulings.pop()
    mild = [] if own["action"] is Action.HIDE else rulings
    parameter = draw(NAMES)
    values = iter(draw(st.lists(NAMES, min_size=len(mild), max_size=9, unique=True)))
    cases: list[dict[str, Any]] = [
        {"when": {"parameter": parameter, "values": [next(values)]}, **_said(draw), **each}
        for each in mild
    ]
    for rest in values:
        if cases:
            draw(st.sampled_from(cases))["when"]["values"].append(rest)
    return ToolRule.model_validate(
        {
            "tool": tool,
            "digest": "sha256:" + draw(st.sampled_from("0123456789abcdef")) * 64,
            "cases": cases,
            **_said(draw),
            **own,
        }
    )


def _rulings(tool: str) -> st.SearchStrategy[dict[str, Any]]:
    plain = st.sampled_from([each for each in Action if each is not Action.LIMIT])
    return plain.map(lambda each: {"action": each, "limit": None}) | _limits(tool).map(
        lambda each: {"action": Action.LIMIT, "limit": each.model_dump()}
    )


def _strict(ruling: dict[str, Any]) -> Any:
    return Ruling.model_validate(ruling).strictness


def _said(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "reason": draw(NAMES),
        "category": draw(st.sampled_from(Category)),
        "risk": draw(st.sampled_from(Risk)),
    }


@st.composite
def stacks(draw: st.DrawFn, *, servers: int = 3) -> dict[str, Policy]:
    """Policies of any servers with any tools, some of them the same."""
    names = draw(st.lists(SERVERS, min_size=1, max_size=servers, unique=True))
    tools = draw(st.lists(TOOLS, max_size=5, unique=True))
    return {
        name: Policy(
            server=name,
            rules=tuple(draw(tool_rules(tool)) for tool in tools if draw(st.booleans())),
        )
        for name in names
    }
