"""All that is known of one tool of one server now."""

from datetime import datetime

from catalog.model.classification import Classification
from catalog.model.policy import ToolRule
from catalog.model.tool import Tool
from catalog.model.value import Value


class Verdict(Value):
    """A tool with what holds for it: its classification, made at `at`, and its rule.

    They are None where the tool has not been classified yet; never read that as safe.
    An `unverified` tool was read from source: nobody has seen its server offer it.
    """

    tool: Tool
    classification: Classification | None
    at: datetime | None
    rule: ToolRule | None
    unverified: bool = False
