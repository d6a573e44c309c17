"""The words in which a model is asked: a Markdown file, its version in the first line."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

from catalog.errors import JudgeError

_VERSION = "version: "


class Prompt(NamedTuple):
    """What every question begins with; judgements are kept under `version`."""

    version: str
    text: str


@cache
def load_prompt(name: str = "judge") -> Prompt:
    """The prompt of that name. Raises JudgeError where its first line tells no version."""
    content = files("classifier").joinpath("prompts", f"{name}.md").read_text(encoding="utf-8")
    first, _, text = content.partition("\n")
    version = first.removeprefix(_VERSION).strip()
    if not first.startswith(_VERSION) or not version:
        raise JudgeError(f"prompts/{name}.md: its first line is no `{_VERSION}NAME`")
    return Prompt(version, text.strip())
