"""Pure: how to see more of a list than the window that it shows of each question.

A slice is a question: the words of a query. One whose answer is longer than the window is asked
again in parts: by flags, then by the namespaces that were met, then by letters. All that is
needed to go on is in `Slices`, so that a pass can be killed and goes on as it would have.
"""

import json
import string

from pydantic import Field

from catalog.model.value import Value

Slice = dict[str, str]

FLAGS = ("verified", "remote", "isDeployed")
LETTERS = string.ascii_lowercase + string.digits


class Slices(Value):
    """The slice at hand, its page and what it showed, those that wait, and what is left to ask by.

    `claimed` is how long the whole list is said to be, and `grew` whether the slice at hand
    brought anything new.
    """

    at: Slice = Field(default_factory=dict)
    page: int = 1
    shown: int = 0
    grew: bool = False
    claimed: int = 0
    waiting: tuple[Slice, ...] = ()
    namespaces: tuple[str, ...] = ()
    asked: int = 0
    letters: int = 0

    @classmethod
    def of(cls, cursor: str | None) -> "Slices":
        """Those of a stored cursor; the whole, from its first page, where there is none."""
        return cls.model_validate_json(cursor) if cursor else cls()

    @property
    def cursor(self) -> str:
        return json.dumps(self.model_dump(mode="json", exclude_defaults=True))

    def learned(self, namespaces: list[str]) -> "Slices":
        """With the namespaces of one more page, in the order in which they are met."""
        known = tuple(dict.fromkeys((*self.namespaces, *filter(None, namespaces))))
        return self.model_copy(update={"namespaces": known})

    def claiming(self, total: int | None) -> "Slices":
        """With how long the list is said to be; only of the whole is that its length."""
        claimed = max(self.claimed, total or 0) if not self.at else self.claimed
        return self.model_copy(update={"claimed": claimed})

    def showing(self, rows: int, new: int) -> "Slices":
        """With what one more page showed, and how much of it was new."""
        return self.model_copy(update={"shown": self.shown + rows, "grew": self.grew or new > 0})

    def next_page(self) -> "Slices":
        return self.model_copy(update={"page": self.page + 1})

    def next_slice(self, total: int | None) -> "Slices | None":
        """The one to ask next, after one that is said to be so long; None where all is asked."""
        narrow = "namespace" in self.at or "q" in self.at  # and worth parting while it grows
        cut = (total or 0) > self.shown and (self.grew or not narrow)
        waiting = (*(_parts(self.at) if cut else ()), *self.waiting)
        if waiting:
            return self._go(waiting[0], waiting=waiting[1:])
        if not cut and not self.at:
            return None  # the whole was shown
        if self.asked < len(self.namespaces):
            return self._go({"namespace": self.namespaces[self.asked]}, asked=self.asked + 1)
        if self.letters < len(LETTERS):
            return self._go({"q": LETTERS[self.letters]}, letters=self.letters + 1)
        return None

    def _go(self, at: Slice, **update: object) -> "Slices":
        return self.model_copy(
            update={"waiting": (), "at": at, "page": 1, "shown": 0, "grew": False, **update}
        )


def _parts(asked: Slice) -> tuple[Slice, ...]:
    """Two halves by the first flag that was not asked by; a namespace at last by letters."""
    flag = next((each for each in FLAGS if each not in asked), None)
    if flag:
        return {**asked, flag: "true"}, {**asked, flag: "false"}
    if "namespace" in asked and "q" not in asked:
        return tuple({**asked, "q": each} for each in LETTERS)
    return ()
