"""The settings that hold for a call, each with where it was said; secrets are masked."""

import os
from collections.abc import Iterator
from typing import Any

from catalog.model.value import Value
from cli.configuration.call import Call
from cli.configuration.settings import COMMAND, SETTINGS
from cli.log.secrets import MASK, Mask, is_secret, masked_url, masker

OF_OTHERS = ("OPENAI_API_KEY", "OPENAI_BASE_URL")
"""Variables that are not ours, and say which model is asked."""

UNSET = {
    "delay": "each registry's own",
    "sandbox": "the first that works",
    "log": "none",
    "judge": "unsure where a model's endpoint is named, else never",
    "model": "the only one that the endpoint offers",
    "max_tokens": "no bound",
    "max_cost": "no bound",
    "price": "none",
    "dispute": "none",
}
"""What it means that nothing was said."""


class Setting(Value):
    """One setting: its value, where that was said, and why it is not taken from there, if so."""

    name: str
    value: str
    source: str
    refused: str = ""


class Examined(Call):
    """A call that is only looked at: what a project's file may not say is shown, not obeyed."""

    def lookup_default(self, name: str, call: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 - Typer's signature
        entry = self.entry(name)
        return entry.value if entry else None


def settings_of(call: Any) -> tuple[Setting, ...]:
    """Every setting as it holds for this call, and what the environment says of the model.

    Raises ConfigurationError where a toolrisk.toml is off.
    """
    examined = Examined(COMMAND, info_name=call.info_name, parent=call.parent)
    COMMAND.parse_args(examined, [])
    mask = masker(os.environ)
    given = {name for name in SETTINGS if _said(call, name) == "COMMANDLINE"}
    ours = [
        _setting(name, call if name in given else examined, examined, mask) for name in SETTINGS
    ]
    return (*ours, *_of_others(mask))


def _setting(name: str, said_in: Any, examined: Examined, mask: Mask) -> Setting:
    value, source = said_in.params[name], _said(said_in, name)
    entry = examined.entry(name) if source == "DEFAULT_MAP" else None
    sources = {
        "COMMANDLINE": "flag",
        "ENVIRONMENT": SETTINGS[name].envvar,
        "DEFAULT_MAP": entry.place if entry else "",
        "DEFAULT": "default",
    }
    refused = (entry.refusal if entry else None) or ""
    return Setting(
        name=name, value=mask(_words(name, value)), source=sources[source], refused=refused
    )


def _said(call: Any, name: str) -> str:
    """Where a call has a value from, in the parser's word; empty where it has none."""
    source = call.get_parameter_source(name)
    return source.name if source else ""


def _words(name: str, value: object) -> str:
    if value is None:
        return UNSET[name]
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(map(str, value)) if isinstance(value, list) else masked_url(str(value))


def _of_others(mask: Mask) -> Iterator[Setting]:
    for name in OF_OTHERS:
        if value := os.environ.get(name):
            shown = MASK if is_secret(name) else mask(masked_url(value))
            yield Setting(name=name, value=shown, source="environment")
