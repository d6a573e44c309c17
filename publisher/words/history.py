"""The words of a history: what became of a tool or a server, and what was thought of it."""

from catalog.taxonomy import Decider

FIRST_SEEN = "First seen{package}."
FIRST_READ = (
    "First read from the source of the server's package{package}; nobody has seen it offered."
)
FIRST_LIST = "First seen{package}, with {tools}."
ADDED = "New{package}."
REMOVED = "No longer offered{package}."
CHANGED = "Its definition changed{package}: {changes}."
CHANGED_BYTES = "Its definition says the same in other bytes{package}."
PACKAGE = " in {package}"
SKIPPED = "Could not be looked at: {why}."

CHANGE = {
    "added": "{place} is new",
    "removed": "{place} is gone",
    "changed": "{place} changed",
}
CHANGE_TEXT = "{place} was reworded"
CHANGE_VALUE = "{place} is {now}, and was {was}"
MORE_CHANGES = "{more} more"

VERDICT = "{category} of {risk} risk"
UNSURE = "not classified, treated as {risk} risk"
BY = {
    Decider.RULES: "by the rules of {version}",
    Decider.MODEL: "by a model, {version}",
    Decider.HUMAN: "by a person",
}
JUDGED_FIRST = " Judged {verdict}, {by}."
JUDGED = "Judged {verdict}, {by}; before: {was}."
JUDGED_AGAIN = "Judged again, {by}: still {verdict}."
