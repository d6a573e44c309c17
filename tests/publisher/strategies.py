"""Any names, texts and verdicts at all, for property tests."""

from typing import Any

from hypothesis import strategies as st

from catalog.model.classification import Classification
from catalog.model.tool import Tool
from catalog.taxonomy import Category, Risk
from tests.publisher.values import a_tool, a_verdict

ANY_TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=40)
"""Any code points, lone surrogates and controls among them."""

_PATHS = ("../../etc/passwd", "/", ".", "..", ".htaccess", "-rf", "_", "a\0", "a.policy")
_RESERVED = ("CON", "con", "nul", "index", "policy", "INDEX", "*")
_ALIKE = ("a", "A", "file", "FILE", "fIle", "\N{LATIN SMALL LIGATURE FI}le", "name " * 70)
NASTY = st.sampled_from((*_PATHS, *_RESERVED, *_ALIKE))

NAMES = ANY_TEXT | NASTY


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
