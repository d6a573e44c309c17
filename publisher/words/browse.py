"""The words of the pages that list tools and servers."""

TITLE = "Browse"
LEAD = "All servers and their tools, by what is known of them."

BY = {
    "server": "Everything",
    "category": "By category",
    "risk": "By risk",
    "effect": "By what a call can do",
    "grade": "By grade of the server",
    "combination": "By what tools can do together",
    "registry": "By registry",
    "warning": "By warning",
    "skipped": "Not looked at, by reason",
}
"""The heading over all lists of a kind."""

TITLES = {
    "server": "All servers",
    "category": "{name} tools",
    "risk": "Tools of {name} risk",
    "effect": "Tools by what a call can do: {name}",
    "grade": "Servers of grade {name}",
    "combination": "Servers by what tools can do together: {name}",
    "registry": "Servers listed in {name}",
    "warning": "Tools with the warning {name}",
    "skipped": "Servers not looked at: {name}",
}
"""The title of one list."""

ALL_SERVERS = "all servers"
COUNTED = "How many tools a list has; of all servers and those not looked at, how many servers."
UNCLASSIFIED = "unclassified"
UNCLASSIFIED_MEANING = "no word of their definitions tells what they do"
UNGRADED = "unknown"

IN_ALL = "{tools} on {servers}."
BESIDE = (
    "{count} server of this list could not be looked at.",
    "{count} servers of this list could not be looked at.",
)
NAMED = (
    "Sources name {count} such tool, unverified, which is in no sum.",
    "Sources name {count} such tools, unverified, which are in no sum.",
)
NONE = "Nothing in this catalogue falls under it."
GRAVEST = "The gravest tools"
GRAVEST_NOTE = "Each of another server; among equals by address."
LISTED = "Servers, by address"
MATCHING = "Such tools"
SEARCH = "Search among these"
OF = "{tools} of {of} tools"
PAGES = "Pages of this list"
PAGES_AGAIN = "Pages of this list, after it"
PAGE = "Page {number} of {last}"
PREVIOUS = "Previous"
NEXT = "Next"

CHANGES = "Newest changes"
CHANGES_LEAD = "What became of servers and their tools, the newest first."
CHANGES_NOTE = (
    "Of each server at most its newest three, and of all the newest thousand; the page of a "
    "server has more."
)
FEED = "Follow them as a feed"
NO_CHANGES = "No change is known."
MORE_CHANGES = "More changes"
WHEN = "When"
WHAT = "What happened"
