"""RULES.md is made from the register and never stale."""

from pathlib import Path

from classifier.rule import load_all
from classifier.rules_page import rules_page

PAGE = Path(__file__).parents[2] / "RULES.md"


def test_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == rules_page(), "run `make docs`"


def test_names_every_rule() -> None:
    page = rules_page()
    assert all(f"### {rule.id}\n" in page and rule.why in page for rule in load_all())
