"""What a server says beside its tools, as `show` shows it: of itself, and why it gave none."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.model.snapshot import Introspected, Named, Skipped
from catalog.model.value import Value
from publisher.excerpt import NAME, QUOTE, cut
from publisher.words.server import plural

BESIDE = {
    "prompts": ("{count} prompt", "{count} prompts"),
    "resources": ("{count} resource", "{count} resources"),
    "resource_templates": ("{count} resource template", "{count} resource templates"),
}


class SaidView(Value):
    """The server's own words; of a server that was skipped, the phase, stderr and login alone."""

    server_info: Mapping[str, Any] = {}
    protocol_version: str | None = None
    capabilities: Mapping[str, Any] = {}
    instructions: str | None = None
    prompts: tuple[Named, ...] = ()
    resources: tuple[Named, ...] = ()
    resource_templates: tuple[Named, ...] = ()
    phase: str | None = None
    resource_metadata: str | None = None
    stderr: str = ""


def said_view(outcome: Introspected | Skipped) -> SaidView:
    members = outcome.model_dump(include=set(SaidView.model_fields))
    return SaidView.model_validate(members)


def said_lines(said: SaidView) -> Iterator[str]:
    """What it calls itself and offers beside its tools; what it wants to be told of it."""
    if said.protocol_version is not None:
        named = filter(None, (_named(said.server_info), f"protocol {said.protocol_version}"))
        beside = (plural(words, len(getattr(said, name))) for name, words in BESIDE.items()
                  if getattr(said, name))  # fmt: skip
        yield f"answers as {', '.join([*named, *beside])}"
    if said.instructions:
        yield f"instructs its clients: “{cut(' '.join(said.instructions.split()), QUOTE)}”"


def _named(info: Mapping[str, Any]) -> str:
    """By name and version, where it gives them as texts."""
    told = (info.get("name"), info.get("version"))
    return cut(" ".join(each for each in told if isinstance(each, str)), NAME)
