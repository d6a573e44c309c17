"""A verdict in two or three plain sentences."""

from classifier.verdict import Verdict


def rationale(verdict: Verdict) -> str:
    return (
        f"{verdict.category}: {verdict.deciding[0].rule.why}"
        if verdict.deciding
        else "Nothing tells."
    )
