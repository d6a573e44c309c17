"""Pure: the schema of what the plain Cedar policies look at, as lines of comment.

A document holds one text, so the schema stands in it as comment: whoever wants to validate
takes it out, and no second file gets lost or old.
"""

from publisher.adapt import Stack
from publisher.formats.cedar.language import COMMENT, quoted

INDENT = "  "


def schema(stack: Stack) -> str:
    """The schema in Cedar's own notation; the rest of a call's context is the caller's."""
    rules = (rule for each in stack.values() for rule in each.rules)
    parameters = sorted({case.when.parameter for rule in rules for case in rule.cases})
    inputs = "".join(f"      {quoted(each)}?: String,\n" for each in parameters)
    return (
        "entity Client;\n"
        "entity Tool;\n"
        "action list appliesTo { principal: Client, resource: Tool };\n"
        "action call appliesTo {\n"
        "  principal: Client,\n"
        "  resource: Tool,\n"
        "  context: {\n"
        "    approved: Bool,\n"
        "    calls: { minute: Long, hour: Long, day: Long },\n"
        f"    input: {{\n{inputs}    }},\n"
        "  },\n"
        "};\n"
    )


def told(stack: Stack) -> str:
    """The schema as comment."""
    lines = (f"{COMMENT} {INDENT}{line}\n" for line in schema(stack).splitlines())
    return f"{COMMENT} The schema:\n" + "".join(lines)
