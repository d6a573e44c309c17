"""The words of the search page; `assets/search.js` says those of SAYS."""

from catalog.taxonomy import Risk

TITLE = "Search"
SUMMARY = "Find a tool or a server by its name, or by what it does"
LABEL = "Search tools and servers"
HINT = (
    "All words must match; the last may be unfinished. Arrow keys lead through what is found. "
    "Narrow it down with"
)
FILTERS = (
    "risk:critical", "category:write", "effect:deletes", "trait:private", "grade:e", "server:github"
)  # fmt: skip
RISKS = tuple(Risk)
WITHOUT = "To search, this page needs JavaScript. All that can be found is also listed:"
SERVER = "Server, {tools}"
SERVER_GRADED = "Server, {tools}, grade {grade}"
UNVERIFIED = "{category}, unverified"
ABSTAINED = "Not classified"

SAYS = {
    "one": "1 found.",
    "all": "{count} found.",
    "first": "{count} found; these are the first {shown}.",
    "none": "Nothing found. Try fewer words, or only the beginning of one.",
    "busy": "Searching…",
    "stale": "The catalogue has just been renewed. Load this page again.",
    "broken": "A part of the search index could not be loaded. Load this page again.",
}
