"""Pure: what a server says when it fails, without what looks like a key, and what it was given."""

import json
import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from catalog.model.snapshot import Introspected, Skipped

MARK = "[redacted]"

SHORTEST = 6
"""Characters of a given value that is worth hiding; a `1` or `false` is not."""

BEGINNINGS = (
    r"gh[pousr]_|github_pat_|glpat-|sk-|sbp_|ntn_|hf_|npm_|pypi-|ya29\.|dop_v1_|shpat_"
    r"|AIza|AKIA|ASIA"
)
"""How the keys of well-known services begin, and hardly any other word."""

_KEYS = re.compile(
    rf"\b(?:{BEGINNINGS}|(?:sk|rk)_(?:test|live)_|xox[abposr]-|AC(?=[0-9a-f]{{32}}))[\w.-]{{8,}}"
    r"|\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
    re.DOTALL,
)
"""How the keys of common services, web tokens and private keys look."""

_NAMED = re.compile(
    r"((?:api[_-]?key|token|secret|password|passwd|authorization|bearer)[\"']?\s*[=:]\s*[\"']?"
    r"(?:bearer\s+|basic\s+)?)([^\s\"',;}]{6,})",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"^(?:bearer|basic|token)\s+", re.IGNORECASE)
_IN_URL = re.compile(r"(\w+://[^\s/:@]+:)[^\s/@]+(?=@)")


def redact(text: str, given: Iterable[str] = ()) -> str:
    """The text with a mark for each of the values given and for whatever looks like a key."""
    text = without(text, given)
    text = _IN_URL.sub(rf"\1{MARK}", _KEYS.sub(MARK, text))
    return _NAMED.sub(rf"\1{MARK}", text)


def without(text: str, given: Iterable[str]) -> str:
    """The text with a mark for each of these values, in every form in which it may come back."""
    for value in sorted(forms(given), key=len, reverse=True):
        text = text.replace(value, MARK)
    return text


def forms(given: Iterable[str]) -> set[str]:
    """The values; what follows `Bearer`; and how either is written in an address or in JSON."""
    whole = {part for value in given for part in (value, _SCHEME.sub("", value), unquote(value))}
    every = whole | {quote(each, safe="/%:;@!$&'()*+,=~-._?[]{}|") for each in whole}
    every |= {quote(each, safe="") for each in whole} | {json.dumps(each)[1:-1] for each in whole}
    return {each for each in every if len(each) >= SHORTEST}


def redacted(outcome: Introspected | Skipped, given: Iterable[str] = ()) -> Introspected | Skipped:
    """The outcome, with nothing of that in its standard error and its detail."""
    values = tuple(given)
    told = {"stderr": redact(outcome.stderr, values)}
    if isinstance(outcome, Skipped):
        told["detail"] = redact(outcome.detail, values)
    return outcome.model_copy(update=told)
