"""One server's badge: its worst risk and its grade, by colour, shape and word.

Nothing in the picture is a stranger's but its accessible title; so its width is known.
"""

from catalog.model.page import ServerPage
from catalog.taxonomy import Risk
from publisher.page_server import worst
from publisher.site.rendering import rendered
from publisher.words import grade, site
from publisher.words import server as words

COLOURS = {
    Risk.LOW: "#2a6b45",
    Risk.MEDIUM: "#835c00",
    Risk.HIGH: "#b0440a",
    Risk.CRITICAL: "#a50e33",
}
"""Those of the style sheet on white, each dark enough for white letters."""

UNKNOWN = "#5a5e66"

_LETTER = 7
"""Pixels that a letter takes; the text is drawn just as wide."""


def badge(page: ServerPage) -> bytes:
    """The SVG; a skipped server's says that it was not seen, whatever its source names."""
    level = None if page.skipped else worst(page.tools)
    says = _says(page, level)
    left, right = 12 + _LETTER * len(site.SITE), 28 + _LETTER * len(says)
    return rendered(
        "badge.svg",
        title=words.BADGE_TITLE.format(server=page.title, says=says),
        name=site.SITE,
        says=says,
        level=level,
        colour=COLOURS[level] if level else UNKNOWN,
        width=left + right,
        left=left,
        right=right,
    ).encode()


def _says(page: ServerPage, level: Risk | None) -> str:
    if page.skipped:
        return words.BADGE_NOT_SEEN
    if level is None:
        return words.BADGE_NO_TOOLS
    letter = page.grade.letter or grade.NOT_GRADED.lower()
    return words.BADGE.format(risk=level, grade=letter)
