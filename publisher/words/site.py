"""Headings and labels that the templates set around a page's content."""

SITE = "toolrisk"
TAGLINE = "What every tool of every MCP server can do to you"
SKIP = "Skip to the content"
TRAIL = "Where this page is"
MENU = "The catalogue"
HOME = "Home"
SECTIONS = (
    ("home", "index.html", HOME),
    ("browse", "browse/index.html", "Browse"),
    ("search", "search.html", "Search"),
    ("patterns", "patterns/index.html", "Attack patterns"),
    ("methodology", "methodology.html", "Methodology"),
    ("report", "report/index.html", "Report"),
)
"""The parts of a catalogue: what a page calls its own, where it begins, how it is named."""
SEARCH = "Search"
SEARCH_LABEL = "The whole catalogue"
SEARCH_HINT = "Tool or server"
COPY = "Copy"
COPIED = "Copied"
NOT_COPIED = "Press Ctrl+C to copy"
AS_JSON = "This page as JSON"
FOOTER = "Verdicts rest on what a tool's definition says. They are no proof of what its code does."

UNVERIFIED = "unverified"

# --- a tool ---
UNVERIFIED_TOOL = (
    "Unverified: this definition was read from the source of the server's package. Nobody has "
    "seen the server offer it, and the server may define it otherwise."
)
SAID = "In its server's words"
SAID_NOTHING = "Its definition has no description."
LABEL = "Shown to people as"
SERVER = "Server"
CATEGORY = "Category"
RISK = "Risk"
USUAL = "usual for the category: {baseline}"
CONFIDENCE = "Confidence"
RULE = "Recommended"
ABSTAINED = "Not classified"
ABSTAINED_CATEGORY = "Not classified; {category} is a guess"
CAN_DO = "What a call can do"
CAN_DO_CATEGORY = "{category}: it {meaning}."
CAN_DO_NOTHING = "Nothing in its definition tells what a call does."
WORSE = "What makes it worse or milder"
WHY = "Why"
WHY_RISK = "{risk} risk means: {meaning}."
EVIDENCE = "The words that this rests on"
READING = "in {place}; read as: {says}"
NO_EVIDENCE = "Nothing could be quoted."
WARNINGS = "Odd about its text"
ACTIONS = "By action"
ACTION = "Action"
PARAMETERS = "Parameters"
NO_PARAMETERS = "Its schema names none."
REQUIRED = "required"
OPTIONAL = "optional"
POLICY = "The rule that we recommend"
POLICY_FILE = "This document as a file"
SIMILAR = "Similar tools"
QUESTIONS = "Questions"
PROVENANCE = "Where this verdict comes from"
DECIDED = "Decided"
VERSION = "Classifier"
DIGEST = "Definition"
CONTEXT_DIGEST = "Context"

# --- a server ---
FACTS = "About this server"
IDENTITY = "Identity"
TOOLS = "Tools"
TOOL = "Tool"
NOT_LOOKED_AT = "Not looked at"
ALL_RULES = "The policy that we recommend"
NO_RULES = "With no tools known there is nothing to allow, so this policy denies every call."
NOTES = "Notes"

# --- the index ---
INDEX = "The catalogue"
TOTALS = "{tools} on {servers}."
TOTALS_SKIPPED = (
    "{count} other server could not be looked at; that does not make it safe.",
    "{count} other servers could not be looked at; that does not make them safe.",
)
COUNT_TOOLS = ("{count} tool", "{count} tools")
COUNT_SERVERS = ("{count} server", "{count} servers")
BY_RISK = "Tools by risk"
BY_CATEGORY = "Tools by category"
RISKIEST = "The riskiest tools"
RISKIEST_NOTE = "At most three of a server."
SERVERS = "The servers with the most critical tools"
SERVERS_COUNTED = "Servers"
ALL_SERVERS = "All servers"
ALL_SKIPPED = "All {count} that could not be looked at, by reason"
ALL_LISTS = "All lists, with what is in each"
WORST = "Worst risk"
SKIPPED = "Servers that could not be looked at"
SKIPPED_NOTE = (
    "What they offer was not seen; that does not make them safe. Tools that are counted here "
    "were read from source, and there may be others."
)
REASON = "Reason"
EMPTY = "The catalog holds no server yet."

# --- what is gone ---
GONE = {
    "tool": "{server} does not offer {title} any more; that was noticed on {since}.",
    "server": "{title} is no server of its own any more: it left the registries, or was "
    "merged with another one. That was noticed on {since}.",
}
