"""What is wrong with entries of a file: the first of them in words, all of them counted."""

from catalog.model.tool import Tool
from cli.console import Voice, complain
from publisher.excerpt import NAME, TEXT, cut

IN_WORDS = 20
"""Lines of each kind that a person reads before a count says more."""


class Complaints:
    """Gathered while a file goes by, so that they stand below the verdicts."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._left_out: list[str] = []
        self._odd: list[str] = []
        self._more_left_out = self._more_odd = 0

    @property
    def first(self) -> str:
        """What was left out first; empty where nothing was."""
        return self._left_out[0] if self._left_out else ""

    @property
    def count(self) -> int:
        """How many entries were left out."""
        return len(self._left_out) + self._more_left_out

    def left_out(self, what: str) -> None:
        """An entry, and why it is no tool."""
        if len(self._left_out) < IN_WORDS:
            self._left_out.append(f"{cut(what, TEXT)}; left out")
        else:
            self._more_left_out += 1

    def odd(self, place: str, tool: Tool) -> None:
        """A tool that was judged, although something in its definition is not as it should be."""
        if len(self._odd) < IN_WORDS:
            self._odd.append(
                f"{place} {cut(tool.name, NAME)}: {cut('; '.join(tool.warnings), TEXT)}"
            )
        else:
            self._more_odd += 1

    def told(self) -> int:
        """Tell them; the exit code that follows. What was judged all the same is but a remark."""
        for line in self._odd:
            self._voice.say(line)
        if self._more_odd:
            self._voice.say(f"{self._more_odd:,} more tools have something like that.")
        more = f"{self._more_left_out:,} more entries are left out"
        return complain([*self._left_out, more] if self._more_left_out else self._left_out)
