"""Which verbs head a clause: "deletes a file" does, "list deleted items" and "an order" do not.

A verb counts at the start of a sentence, after the tool as its subject, after "to" where
nothing else heads the sentence, or joined by "and" to a head of the same form.
"""

from dataclasses import dataclass

from classifier.index import BASE, GERUND, STOPS, THIRD, Entry

_STARTS = STOPS | frozenset("]—–•|-")
_AND = frozenset(("and", "or", "then", "&"))
_JOINTS = _AND | frozenset(("/", ","))
_ADVERBS = frozenset(("also", "then", "just", "please", "only", "always", "first"))
_NAMED = frozenset(("tool", "operation", "function", "method", "endpoint", "command", "server"))
_POINTERS = frozenset(("this", "the", "a", "an", "our", "mcp"))
_SUBJECTS = frozenset(("this", "it", "will", "can", "lets", "let", "you", "us", "which", "that"))
_WEAK = frozenset(("it", "this", "you", "which", "that", "can", "will"))
_NOT = frozenset(
    "not never without cannot doesn don won isn no nor instead rather avoid unable didn".split()
)
_ASSURING = _NOT | frozenset(
    "only safe safely harmless harmlessly risk risks approval approved trusted trustworthy "
    "sandboxed reversible benign innocuous classify classified classification classifier "
    "treat please guarantee guarantees guaranteed readonly nothing none verified certified "
    "ignore assume consider regard rate label confidential secure securely anyone always "
    "nobody".split()
)
_OTHERS = frozenset(
    ("use", "call", "see", "try", "prefer", "if", "when", "before", "after", "once")
)
_THIS = frozenset(("this", "it", "when", "to", "for", "the"))
_NOUN_BEFORE = frozenset("is are was were has have can may will must should of not".split())
"""Right before one of these stands a noun or an auxiliary: "tags can be used", "does not"."""
_TEXTS = frozenset(("query", "queries", "statement", "statements"))
"""Before one of these a joined verb is its name: "an INSERT or DELETE query"."""
_AS_NOUNS = frozenset(
    "updates update changes change moves stores store leave leaves imports exports saves resume "
    "triggers trigger archive archives duplicate duplicates".split()
)
"""Verbs that far from their head are nouns, as in "news and updates", unless a thing follows."""
_THINGS = frozenset("the a an it its them all any this that these each their your every".split())
_ABOUT = frozenset("about of on for in from over regarding to with".split())
"""After a plural noun that looks like a joined verb: "issues and updates on them"."""
_TELLTALE = _NOUN_BEFORE | {":", "here", "this"}
_TURN = frozenset("tool before after first when once if only whenever again instead".split())
"""After "call this": the reader is told when to call the tool, not what it does."""
_REACH = 3
"""Words before a verb in which a negation cancels it."""


_BEFORE = _STARTS | _JOINTS | _ADVERBS | _NAMED | _SUBJECTS | {"to", "for", "by"}
"""Words right after which a verb may head a clause, beside adverbs: most verbs fail here."""


def may_follow(word: str) -> bool:
    """Whether a verb right after this word may head a clause."""
    return word in _BEFORE or word.endswith("ly")


@dataclass(slots=True)
class Sentence:
    """How far a sentence has been read.

    `form` is that of its head, empty while it has none; `last` is the position of the
    latest verb that heads a clause, `purpose` of the latest that only tells what for;
    `told` is true where a rule holds of one of its verbs, `assures` where it assures the
    reader of something, as far as it is `heard`.
    """

    start: int
    form: str = ""
    last: int = -9
    purpose: int = -9
    negated: bool = False
    assures: bool = False
    told: bool = False
    heard: int = 0

    @property
    def says(self) -> bool:
        """Whether it tells what a call does, and assures nobody of anything."""
        return self.told and not self.assures

    def heads(self, tokens: list[str], at: int, entry: Entry) -> bool:
        """Whether the verb at `at` heads a clause; it is then noted, with its negation."""
        if not self._fits(tokens, at, entry):
            return False
        if at + 1 < len(tokens):
            after = tokens[at + 1]
            if after.isdigit() or (after in _TELLTALE and _tells_nothing(tokens, at)):
                return False
        self.negated = not _NOT.isdisjoint(tokens[max(self.start, at - _REACH) : at]) or (
            self.negated and bool(self.form)
        )
        self.form = self.form or entry.form
        self.last = at
        return not self.negated

    def hear(self, tokens: list[str], at: int, clause: list[str]) -> None:
        """Note whether the words around the verb at `at` assure the reader of something.

        What assures is no evidence of a mere reading, nor is it what the text opens with:
        an assurance put before a sentence must leave that sentence as grave as it was.
        """
        before = tokens[max(self.start, self.heard) : at]  # each word is heard once
        self.heard = at
        if not (_ASSURING.isdisjoint(clause) and _ASSURING.isdisjoint(before)):
            self.assures = True

    def _fits(self, tokens: list[str], at: int, entry: Entry) -> bool:
        before = at - 1
        if before >= self.start and (tokens[before] in _ADVERBS or tokens[before].endswith("ly")):
            before -= 1
        if before < self.start or (word := tokens[before]) in _STARTS:
            return entry.form != GERUND or not self.form
        if entry.form == GERUND:
            return not self.form and word in ("for", "by")
        if word in _JOINTS:
            return self._joined(tokens, at, before, entry)
        if word == "to" and entry.form == BASE:
            return self._aims(tokens, at)
        if word in _NAMED:
            return entry.form == THIRD and tokens[max(0, before - 1)] in _POINTERS
        aside = bool(self.form) and word in _WEAK  # "an operation that gathers": not the tool
        if aside and word in ("that", "which"):
            self.purpose = at
        return word in _SUBJECTS and not aside

    def _joined(self, tokens: list[str], at: int, before: int, entry: Entry) -> bool:
        """Whether a verb after "and" goes on from a head, not from a purpose or a list of nouns."""
        if entry.form != self.form or self.purpose > self.last:
            return False
        after = tokens[at + 1 : at + 2]  # far from the head, a verb has an object of its own
        if tokens[at] in _AS_NOUNS:
            near = self.last >= before - 1
            return bool(after) and (after[0] in _THINGS or (near and after[0] not in _ABOUT))
        if self.last >= before - 2:
            return True
        return entry.pure and tokens[before] in _AND and bool(after) and after[0] not in _CLOSES

    def _aims(self, tokens: list[str], at: int) -> bool:
        """Whether "to" and a verb say what this tool does, not what another does or what for."""
        first, *after = tokens[self.start : self.start + 2]
        if self.form or (first in _OTHERS and _THIS.isdisjoint(after)):
            self.purpose = at
            return False
        return True


def _tells_nothing(tokens: list[str], at: int) -> bool:
    """Whether what looks like a verb tells nothing of a call, by the words after it.

    It is a label ("- type: what kind", "Step 1"), a noun, or how to use it ("start here").
    """
    return tokens[at + 1] != "this" or not _TURN.isdisjoint(tokens[at + 2 : at + 3])


_CLOSES = STOPS | _TEXTS

NO_SENTENCE = Sentence(0)
"""What stands before the first verb of a sentence."""
