"""A bar for what takes longer than a second: on a terminal only, gone when done."""

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from cli.steps.outcome import Reading
from publisher.site.visible import in_one_line

T = TypeVar("T")

EVERY = 50
"""Items that go by between two looks at the bar."""


class Live:
    """What is on the terminal while it is entered."""

    _progress: Progress

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()


class Bar(Live):
    """One step's progress; `total` None means that the end is not known."""

    def __init__(
        self, label: str, total: int | None, console: Console, *, hidden: bool = False
    ) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=console,
            disable=hidden or not console.is_terminal,
            transient=True,
        )
        self._task = self._progress.add_task(label, total=total, note="")

    def advance(self, steps: int = 1, note: str = "") -> None:
        """So many more are done; `note` names the one in hand."""
        self._progress.update(self._task, advance=steps, note=in_one_line(note))

    def each(self, items: Iterable[T]) -> Iterator[T]:
        """The items, counted as they go by; without a terminal that costs nothing."""
        if self._progress.disable:
            yield from items
            return
        for count, item in enumerate(items, 1):
            yield item
            if count % EVERY == 0:
                self.advance(EVERY)


class Sources(Live):
    """A line for each source of a crawl: how many listings, how fast, and what went wrong."""

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TextColumn("{task.completed:,.0f}{task.fields[of]} listings"),
            TextColumn("{task.fields[rate]}{task.fields[note]}", markup=False),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def show(self, reading: Reading, expected: int | None) -> None:
        """How far a source has been read, of how many listings where that is known."""
        name = in_one_line(reading.source)
        if name not in self._tasks:
            self._tasks[name] = self._progress.add_task(name, total=None, of="", rate="", note="")
        task = self._progress.tasks[self._tasks[name]]
        elapsed = task.elapsed or 0.0
        notes = {"retries": reading.retries, "rejected": reading.rejected}
        self._progress.update(
            task.id,
            completed=reading.met,
            total=max(expected, reading.met) if expected else None,
            of=f" of {expected:,}" if expected else "",
            rate=f"{reading.met / elapsed:.1f}/s" if elapsed >= 1 else "",
            note="".join(f", {count} {what}" for what, count in notes.items() if count),
        )
