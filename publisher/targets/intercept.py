"""Intercept: the YAML that PolicyLayer's open proxy enforces in front of one server.

Source: POLICY.md and the engine of https://github.com/PolicyLayer/Intercept at 77f0429 (March
2026). Its engine is written in Go and was run at research time only; what the tests hold is the
shape of the document. `hide` takes tools off the list and denies them. Under `default: deny` a
tool that `tools` names passes if all of its rules let it: `action: deny` denies, `conditions`
must all hold, `rate_limit` counts the tool's calls whatever their arguments. A rule needs a name.

It cannot ask a person. It parts the name of a counter at its dots, so that the calls of a tool
whose name has one cannot be counted: it refuses the whole document. A path, too, is parted at
dots. `*` among the tools means all of them. The digest of a rule's definition stands as a comment
behind the first line of what is ours.
"""

from collections.abc import Mapping

from catalog.model.policy import Rule, ToolRule
from catalog.taxonomy import Action
from publisher.abilities import Abilities, Lost
from publisher.adapt import Stack
from publisher.formats import held
from publisher.formats.conditions import unsaid
from publisher.formats.held import EVERY
from publisher.formats.intercept import KIND, counted_windows, parse, rules
from publisher.formats.intercept_entry import entry, hidden_item, rules_of
from publisher.formats.marked import HEADER
from publisher.formats.spelling import unicode
from publisher.formats.yaml_nodes import Pair, find, named_nodes, plain
from publisher.formats.yaml_page import Page, in_block, without_ours
from publisher.formats.yaml_text import key_sized, signed

SUFFIX = ".yaml"
STACKS = False


def spelled(_server: str, tool: str) -> str | None:
    """The name itself."""
    named = tool.strip() and tool != EVERY and unicode(tool) and key_sized(tool)
    return tool if named else None


def lacks(_server: str, rule: ToolRule) -> frozenset[Lost]:
    """A limit where the name has a dot, and arguments that no path names."""
    return unsaid(rule) | ({Lost.LIMIT} if "." in rule.tool else set())


ABILITIES = Abilities(
    actions=frozenset({Action.ALLOW, Action.LIMIT, Action.DENY, Action.HIDE}),
    arguments=True,
    spelled=spelled,
    lacks=lacks,
)


def render(stack: Stack) -> str:
    """The document of one server, ASCII only."""
    (policy,) = stack.values()
    hidden = [f"  - {hidden_item(rule)}" for rule in policy.rules if rule.action is Action.HIDE]
    tools = [rule for rule in policy.rules if rule.action is not Action.HIDE]
    entries = [f"  {line}" for rule in tools for line in entry(rule)]
    head = [HEADER, 'version: "1"', "default: deny"]
    lines = [*head, *(["hide:", *hidden] if hidden else []), _tools(entries), *entries]
    return "\n".join(lines) + "\n"


def read(text: str) -> Mapping[str, tuple[Rule, ...]]:
    """The rules of a document; `*` stands for the tools that it does not name, where they pass.

    Conditions of another shape than ours are passed over: some calls do get through. Of several
    of our shape the last is read.
    """
    return {"": rules(parse(text))}


def merge(theirs: str, stack: Stack) -> str:
    """A document of the user's with these rules for those that it had of ours.

    Where the user has rules for a tool, ours stand behind them, and all of them have to hold.
    """
    parse(theirs)
    page = Page(without_ours(theirs, KIND), KIND)
    (policy,) = stack.values()
    hidden = find(page.root, "hide")
    gone = set(plain(hidden[1]) or ()) if hidden else set()
    _deny_the_rest(page)
    _hide(
        page,
        [rule for rule in policy.rules if rule.action is Action.HIDE and rule.tool not in gone],
    )
    _name(page, [rule for rule in policy.rules if rule.action is not Action.HIDE])
    merged = page.text()
    held.check(read(merged), {"": policy}, KIND)
    return merged


def _tools(entries: list[str]) -> str:
    return "tools:" if entries else "tools: {}"


def _deny_the_rest(page: Page) -> None:
    """`default: deny`, in the place of the user's or behind the version."""
    found = find(page.root, "default")
    if found is None:
        version = find(page.root, "version")
        if version:
            page.after(version[1], [f"{' ' * version[0].start_mark.column}default: deny"])
    elif plain(found[1]) != "deny":
        page.replace(found[1], "deny")


def _hide(page: Page, hidden: list[ToolRule]) -> None:
    found, items = find(page.root, "hide"), [hidden_item(rule) for rule in hidden]
    if found and items:
        page.put_items(*found, items)
    elif found and plain(found[1]) is None:
        page.change(found[0].start_mark.line, found[0].start_mark.line + 1)
    elif items:
        before = find(page.root, "default") or find(page.root, "version")
        if before:
            indent = " " * before[0].start_mark.column
            page.after(before[1], [f"{indent}hide:", *(f"{indent}  - {each}" for each in items)])


def _name(page: Page, named: list[ToolRule]) -> None:
    """Our rules in the user's entries, and an entry for each tool that the user has none for."""
    found = find(page.root, "tools")
    theirs = dict(named_nodes(found[1])) if found else {}
    for rule in named:
        if rule.tool in theirs and rule.action is not Action.ALLOW:
            _narrow(page, theirs[rule.tool], rule)
    _add(page, found, [line for rule in named if rule.tool not in theirs for line in entry(rule)])


def _add(page: Page, found: Pair | None, entries: list[str]) -> None:
    if found is None:
        indent = " " * page.root.start_mark.column
        lines = [_tools(entries), *(f"  {line}" for line in entries)]
        page.after(page.root, [indent + line for line in lines])
    elif in_block(found[1]):
        page.after(found[1], [" " * found[1].start_mark.column + line for line in entries])
    elif plain(found[1]):
        raise page.refusal(found[1])
    elif entries:
        page.put_lines(*found, entries)
    elif plain(found[1]) is None:
        line = found[0].start_mark.line
        page.change(line, line + 1, ["tools: {}"])


def _narrow(page: Page, theirs: Pair, rule: ToolRule) -> None:
    """Our rules behind the user's, each with its digest."""
    key, value = theirs
    found = find(value, "rules")
    written = rules_of(rule, counted_windows(value))
    lines = [line for head, *rest in written for line in (signed(head, rule.digest), *rest)]
    if found is None and not value.value:
        page.put_lines(key, value, ["rules:", *(f"  {line}" for line in lines)])
    elif found and in_block(found[1]):
        page.after(found[1], [" " * found[1].start_mark.column + line for line in lines])
    elif found and not plain(found[1]) and in_block(value):
        page.put_lines(*found, lines)
    else:
        raise page.refusal(value)
