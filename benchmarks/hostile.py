"""How long do hostile texts take? `python -m benchmarks.hostile`

Judges descriptions of 1 MB, warnings included, that are made of the rules' own words, of marks
that programs trip over, and of plain text, and prints the slowest with the ratio of their time
to that of a quarter of it: what is linear takes at most four times as long. CPU times, the best
of three; nothing is asserted.
"""

import time

from catalog.model.tool import Context, Tool
from classifier.classify import classify
from classifier.warnings.alarm import load_alarms

SIZE = 1_000_000
"""Characters of a description."""
ROUNDS = 3
SHOWN = 15
"""Texts that are printed: the slowest."""
PLAIN = "Returns the list of all items for the user. "
MARKS = (
    *("a", " ", "\n", "A", "0x20 0x41 ", "\\x41 ", "20 41 ", "Ab1/", "%41", "&#65;", "\\u0041"),
    *("a\u200b", "a\U000e0041", "a\u0301", "\U0001d41a", "\uff41", "\u0430a ", "<!-- ", "<system "),
    *("\nsystem: a", "\n## ", "\x1b[", "\x00", "a@b.", "http://a", "- a: b\n", "( , or ", "\u5220"),
)


def main() -> None:
    """Measure and print."""
    classify(described("Gets it."), Context())  # so that every rule is loaded
    rows = sorted(((*measured(each), each) for each in hostile()), reverse=True)
    print(f"{len(rows)} descriptions of {SIZE:,} characters; the slowest:\n")
    for spent, ratio, text in rows[:SHOWN]:
        print(f"{spent * 1000:>7.1f} ms  {ratio:>5.2f} x a quarter  {text[:50]!r}")
    plain, ratio = measured(PLAIN)
    print(f"{plain * 1000:>7.1f} ms  {ratio:>5.2f} x a quarter  plain text")


def hostile() -> list[str]:
    """What the texts repeat: marks, and the words of every warning's patterns."""
    patterns = [each for alarm in load_alarms() for each in alarm.patterns]
    words = [
        " ".join(needle.words for group in each.groups for needle in group.needles) + " "
        for each in patterns
    ]
    return [*MARKS, *words, *(f"{each.rarest.needles[0].words} " for each in patterns)]


def measured(piece: str) -> tuple[float, float]:
    """CPU seconds for a text of so many, and how many times those of a quarter of it."""
    whole, quarter = (
        described((piece * (size // len(piece) + 1))[:size]) for size in (SIZE, SIZE // 4)
    )
    spent = seconds(whole)
    return spent, spent / seconds(quarter)


def described(text: str) -> Tool:
    """A tool whose description is the text."""
    definition = {"name": "x", "description": text}
    return Tool(name="x", description=text, definition=definition, digest=f"sha256:{0:064}")


def seconds(tool: Tool) -> float:
    """CPU seconds of this process for one verdict; the best of so many rounds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        classify(tool, Context())
        times.append(time.process_time() - start)
    return min(times)


if __name__ == "__main__":
    main()
