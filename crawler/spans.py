"""Pure: a search that shows a thousand results of each question, asked span by span of time.

What is found by when it was created is found once: that moment never changes. A span with more
results than are shown is halved.
"""

import json
from datetime import UTC, datetime, timedelta

from catalog.model.value import Value

SHOWN = 1_000
"""Results of one question that GitHub shows."""

SIZE = 100

_FORM = "%Y-%m-%dT%H:%M:%SZ"


class Span(Value):
    """From one moment to another, both included."""

    since: datetime
    until: datetime

    @property
    def words(self) -> str:
        return f"created:{self.since:{_FORM}}..{self.until:{_FORM}}"

    @property
    def halves(self) -> tuple["Span", ...]:
        """Two spans that hold the same; none where it is a second, which cannot be halved."""
        seconds = int((self.until - self.since).total_seconds())
        if seconds < 1:
            return ()
        middle = self.since + timedelta(seconds=seconds // 2)
        later = middle + timedelta(seconds=1)
        return Span(since=self.since, until=middle), Span(since=later, until=self.until)


class Search(Value):
    """Which question is asked, its spans that wait (the first is at hand), and the page."""

    question: int
    spans: tuple[Span, ...]
    page: int = 1
    cut: bool = False

    @classmethod
    def of(cls, cursor: str | None, until: datetime) -> "Search":
        """That of a stored cursor; from the first question on where there is none."""
        return cls.model_validate_json(cursor) if cursor else cls.asking(0, until)

    @classmethod
    def asking(cls, question: int, until: datetime, *, cut: bool = False) -> "Search":
        span = Span(since=datetime(2008, 1, 1, tzinfo=UTC), until=until.replace(microsecond=0))
        return cls(question=question, spans=(span,), cut=cut)

    @property
    def cursor(self) -> str:
        return json.dumps(self.model_dump(mode="json"))

    def halved(self) -> "Search | None":
        """The same in halves; None where the span cannot be halved."""
        halves = self.spans[0].halves
        return (
            self.model_copy(update={"spans": (*halves, *self.spans[1:]), "page": 1})
            if halves
            else None
        )

    def after(self, rows: int, questions: int, until: datetime) -> "Search | None":
        """What to ask after a page of so many rows; None where all is asked."""
        if rows >= SIZE and self.page * SIZE < SHOWN:
            return self.model_copy(update={"page": self.page + 1})
        if self.spans[1:]:
            return self.model_copy(update={"spans": self.spans[1:], "page": 1})
        if self.question + 1 < questions:
            return Search.asking(self.question + 1, until, cut=self.cut)
        return None
