"""Verbs of Chinese, Japanese and Korean texts, which stand without spaces.

A Chinese verb opens its clause; the Japanese and Korean words of the rules are inflected
as main verbs, which close it. So the first of them in a clause is taken, in the first
sentence anywhere, later only near the clause's start.
"""

import re

from classifier.index import Index
from classifier.sighting import Match, Place, chosen

_CLAUSE = re.compile(r"[^。！？!?\n；;，,：:.]+|[。！？\n；]")
_SENTENCE_ENDS = frozenset("。！？\n；")
_ASSURING = re.compile("专用|專用|専用|安全|전용|안전")
"""Words that assure the reader, as "safe" and the end of 読み取り専用 do."""
_TAKEN_FOR = re.compile(
    "(?:工具|ツール|도구)[^。]{0,12}(?:归类|歸類|视为|視為|标记为|標記為|分类|当作|みなし|분류|간주)"
)
"""Words that tell a reader what to take the tool for, which tell nothing of a call."""
_NOT_BEFORE = re.compile(
    "(?:不会|不會|不能|不可|不|未|没有|沒有|无法|無法|禁止|从不|绝不)(?:对|会|再|直接)?$"
)
_NOT_AFTER = re.compile("ません|しない|されない|지 않|지않|못합니다|안 합니다")
_LISTING = re.compile("包括|包含")
"""After "including", commas separate things, not clauses."""
_PASSIVE = re.compile("的|日期|者|空间|空間|され|済|된|되어|되는|되었")
"""What after a verb makes it tell of a thing: 发布的, 作成された, 저장된."""
_ACTIVE = frozenset("하합해했할시しすさせを을를")
"""What after a Japanese or Korean noun makes it the verb of its clause."""
_NOUN = re.compile("[가-힣]|[ぁ-ヿ]")
"""Scripts whose verbs close a clause, so that a noun like 검색 may stand before them."""
_ENDINGS = frozenset("다요까んすい")
"""Last characters of verbs that stand inflected in the rules."""
_OPENING = 6
"""Characters before a verb that may still open a clause: 该工具可以, 用于批量."""


def cjk_matches(text: str, field: str, index: Index) -> list[Match]:
    """What the main verbs of `text` say."""
    found: dict[tuple[str, Place], Match] = {}
    place, listing = Place.LEAD, False
    for clause in _CLAUSE.finditer(text):
        said = clause[0]
        if said in _SENTENCE_ENDS:
            place, listing = (Place.LATER if found else place), False
            continue
        if listing:
            continue
        listing = _LISTING.search(said) is not None
        verb = _main_verb(index.cjk, text, *clause.span())
        if verb is None or _aside(said, verb, clause.start(), first=not found):
            continue
        told = index.cjk_verbs[verb[0]]
        words = sorted(filter(said.__contains__, sorted(told.telling)), key=said.index)
        rules, outranked = chosen(told, words, words)
        assures = _ASSURING.search(said) is not None
        for rule, (asked, _) in rules:
            if assures and rule.rank == 0:  # "this tool is read-only" shows no reading
                continue
            start, end = verb.span()
            if rule.rank < 0 <= asked:
                start = text.index(words[asked], clause.start())
                end = start + len(words[asked])
            match = Match(rule, place, field, text[start:end], start, end, None, outranked)
            found.setdefault((rule.id, place), match)
    return list(found.values())


def _aside(clause: str, verb: re.Match[str], begin: int, *, first: bool) -> bool:
    """Whether the verb stands too late in a later clause to open it, or is denied there."""
    late = not first and verb.start() - begin > _OPENING
    return late or _denied(clause, verb, begin)


def _denied(clause: str, verb: re.Match[str], begin: int) -> bool:
    """Whether the clause says that the verb is not done, or what to take the tool for."""
    if _TAKEN_FOR.search(clause):
        return True
    start, end = verb.start() - begin, verb.end() - begin
    denies = _NOT_BEFORE.search(clause[max(0, start - _OPENING) : start])
    return denies is not None or _NOT_AFTER.search(clause[end : end + _OPENING]) is not None


def _main_verb(verbs: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    """The first verb between `start` and `end` that is one there; else the first noun of action.

    "로그인 상태를 확인합니다" tells of a status that is checked, not of a login.
    """
    noun = None
    closing = _NOUN.search(text, start, end) is not None
    for verb in verbs.finditer(text, start, end):
        if _PASSIVE.match(text, verb.end()):
            continue
        after = text[verb.end() : min(end, verb.end() + 1)]
        if not closing or not after or after in _ACTIVE or verb[0][-1] in _ENDINGS:
            return verb
        noun = noun or verb
    return noun
