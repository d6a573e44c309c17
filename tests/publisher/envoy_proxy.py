"""What the proxy of Envoy AI Gateway does with a route, after its code of August 2026."""

from collections.abc import Callable
from typing import Any

import re2
import yaml

from catalog.model.policy import Ruling
from catalog.taxonomy import Action
from tests.publisher.calls import Call

Holds = Callable[[str, dict[str, Any]], bool]
"""Whether a condition in CEL is true."""


def selects(selector: dict[str, list[str]] | None, tool: str) -> bool:
    """As the proxy does it: what is excluded is not there, and all is where none is included."""
    if selector is None:
        return True
    patterns = {key: map(re2.compile, selector.get(key, ())) for key in selector}
    if tool in selector.get("exclude", ()):
        return False
    if any(each.search(tool) for each in patterns.get("excludeRegex", ())):
        return False
    if selector.get("include"):
        return tool in selector["include"]
    if selector.get("includeRegex"):
        return any(each.search(tool) for each in patterns["includeRegex"])
    return True


def authorizes(holds: Holds, spec: dict[str, Any], call: Call, params: Any) -> bool:
    """As the proxy does it: the first rule that matches, or the default; none match by error."""
    authorization = spec.get("securityPolicy", {}).get("authorization")
    if authorization is None:
        return True
    mcp = {"method": "tools/call", "backend": call.server, "tool": call.tool, "params": params}
    for each in authorization["rules"]:
        if "cel" not in each or holds(each["cel"], {"request": {"mcp": mcp}}):
            return bool(each["action"] == "Allow")
    return bool(authorization["defaultAction"] == "Allow")


def ruled(holds: Holds, document: str, call: Call) -> Ruling:
    """What becomes of a call: hidden is what no selector has."""
    spec = yaml.safe_load(document)["spec"]
    selectors = {each["name"]: each.get("toolSelector") for each in spec["backendRefs"]}
    if call.server not in selectors or not selects(selectors[call.server], call.tool):
        return Ruling(action=Action.HIDE)
    params = {"name": call.tool, "arguments": call.arguments}
    allowed = authorizes(holds, spec, call, params)
    assert not allowed or authorizes(holds, spec, call, None), "called, but not listed"
    return Ruling(action=Action.ALLOW if allowed else Action.DENY)
