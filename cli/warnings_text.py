"""The warnings about a tool's text, for a person at a terminal."""

from catalog.model.classification import Classification
from catalog.taxonomy import Level
from cli.console import BELOW, Voice
from publisher.warned import warned

WARNINGS = 20
"""Warnings shown of one tool."""


def tell_warnings(judged: Classification, voice: Voice, *, every: bool = False) -> None:
    """What is odd about the tool's text: what everyone is shown, or every detail."""
    for each in judged.warnings[:WARNINGS]:
        if every or each.level is Level.SHOWN:
            voice.text(f"warning: {warned(each)}", style="yellow", margin=BELOW)
