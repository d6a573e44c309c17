"""What is asked, and whether a subject answers it: as in `assets/search.js`, but for one subject
at a time, where there is no index."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from publisher.site.search.subject import Subject
from publisher.site.search.vocabulary import By, filter_word, filter_words, words_of
from publisher.site.search.words import runs, whole

TERMS = 12
_FILTER = re.compile(r"(risk|category|effect|trait|grade|server):(.*)", re.IGNORECASE)
_SAME_NAME, _BEGINS_SO, _BY_WORDS = range(3)


class Term(NamedTuple):
    """A word that must be found; one that `begins` need not be whole."""

    word: str
    begins: bool

    def among(self, words: Collection[str]) -> bool:
        """Whether it is one of these."""
        if self.begins:
            return any(each.startswith(self.word) for each in words)
        return self.word in words


class Query(NamedTuple):
    """All must be found: `filters`, `servers` in the server's name, and `plain` anywhere
    unless `name`, all plain words put together, is how the name itself begins."""

    plain: tuple[Term, ...]
    servers: tuple[Term, ...]
    filters: tuple[Term, ...]
    name: str

    def __bool__(self) -> bool:
        return bool(self.plain or self.servers or self.filters)


def asked(text: str) -> Query:
    """What is asked with these words; the last may be unfinished, and so may filters."""
    plain: list[Term] = []
    servers: list[Term] = []
    filters: list[Term] = []
    names: list[str] = []
    said = text.split()[:TERMS]
    for at, each in enumerate(said, 1):
        unfinished = at == len(said) and text.endswith(each)
        if not (match := _FILTER.fullmatch(each)):
            plain += _terms(each, unfinished=unfinished)
            names.append(each)
        elif (key := match[1].lower()) == "server":
            servers += _terms(match[2], unfinished=unfinished)
        elif whole(match[2]):
            filters.append(Term(filter_word(f"{key}:{match[2]}"), begins=True))
    name = whole(" ".join(names))
    return Query(tuple(plain[:TERMS]), tuple(servers[:TERMS]), tuple(filters), name)


def rank(query: Query, subject: Subject) -> int | None:
    """How well the subject answers, 0 the best; None where it does not."""
    filters = tuple(filter_words(subject)) if query.filters else ()
    if not all(each.among(filters) for each in query.filters):
        return None
    if not all(each.among(words_of(subject, By.SERVER)) for each in query.servers):
        return None
    name = whole(subject.name)
    if query.name and name.startswith(query.name):
        return _SAME_NAME if name == query.name else _BEGINS_SO
    return _by_words(query.plain, subject)


def _by_words(terms: Sequence[Term], subject: Subject) -> int | None:
    """The sum of how far from the name each term is found."""
    missing, total = list(terms), _BY_WORDS
    for by in (By.NAME, By.SERVER, By.SUMMARY):
        if not missing:
            break
        words = words_of(subject, by)
        left = [each for each in missing if not each.among(words)]
        total += by * (len(missing) - len(left))
        missing = left
    return None if missing else total


def _terms(said: str, *, unfinished: bool) -> list[Term]:
    words = runs(said)
    return [Term(each, unfinished and at == len(words)) for at, each in enumerate(words, 1)]
