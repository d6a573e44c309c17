"""The words of the report on the whole ecosystem."""

TITLE = "Report"
HEADING = "What the tools of {servers} can do"
LEAD = (
    "{tools} of {servers} were classified. {critical} of these servers ({share}) offer at least "
    "one tool of critical risk."
)
LEFT_OUT = (
    "Of {all_servers} servers in all, {left_out} ({share}) could not be looked at. They are in no "
    "sum but that of the reasons, and in no share; nothing is claimed of them."
)
UNVERIFIED = (
    "Sources of these name {count} tool, which is unverified and in no sum.",
    "Sources of these name {count} tools, which are unverified and in no sum.",
)
EMPTY = "The catalog holds no server that was looked at, so there is nothing to report."

OF = {"tools": "Of {of} tools.", "servers": "Of {of} servers."}
SEVERAL = "One may be counted in several rows."
NAME = "What"
COUNT = "Count"
SHARE = "Share"
CSV = "This table as CSV"
ALT = "Bar chart: {title}. The table beside it has the same numbers."

CATEGORY = ("Tools by category", "The category is the gravest kind of thing that a call can do.")
RISK = ("Tools by risk", "The assessed risk of one call in the hands of a mistaken agent.")
EFFECT = ("Tools by what a call can do", "Effects that their definitions state.")
WORST = (
    "Servers by the worst risk of their tools",
    "A server without tools was asked for them and said that it has none.",
)
GRADE = ("Servers by grade", "The worst tool's, and a letter lower for risky combinations.")
COMBINATION = (
    "Servers by what their tools can do together",
    "Combinations that allow what no tool of them allows alone.",
)
ACTION = ("Tools by the recommended action", "What the recommended policy does with a call.")
DECLARED = (
    "Declared annotations against the verdict",
    "How the worst of what a server declares of a tool stands to what its words say.",
)
DECLARED_AS = {
    "nothing": "nothing declared",
    "contradicted": "contradicted: declared more harmless",
    "cautious": "declared more cautiously",
    "agrees": "in agreement",
    "untold": "not told by its words",
}
TOOLS_EACH = ("Servers by number of tools", "How many tools a server offers.")
TOKENS_EACH = (
    "Servers by the tokens of their definitions",
    "What all definitions of a server take up in a model's context, in o200k_base.",
)
WARNING = ("Tools with a warning", "What is odd about the text of a definition.")
REGISTRY = (
    "Servers by registry",
    "Every server, also those that could not be looked at; many are listed by several.",
)
SKIPPED = ("Servers that could not be looked at", "By reason; a share of all servers.")
NO_TOOLS = "no tools"
UNCLASSIFIED = "not classified"
NO_GRADE = "no grade"
OR_MORE = "{low} or more"
RANGE = "{low} to {high}"

SPREADS = "How servers differ"
SPREAD = (
    "Half of the servers have at most {median}, nine of ten at most {p90}, 99 of 100 at most "
    "{p99}; the most is {largest}."
)
OF_TOOLS = "Tools"
OF_TOKENS = "Tokens of all definitions"

CITE = "How to cite"
CITE_NOTE = (
    "The digest names the content of all pages of this catalogue: who has the same catalog "
    "gets the same one."
)
CITATION = (
    "toolrisk {toolrisk} (rules {rules}): {heading}. Catalogue of {date}; {tools} tools, "
    "{servers} servers. SHA-256 {digest}.{url}"
)
UNDATED = "unknown date"
DATA = "Data"
AS_JSON = "The whole report as JSON"
CATALOG = "All servers as JSON lines, each with the address of its tools' lines"
SCHEMAS = "The JSON schemas of all documents"
METHOD = "How verdicts come about, and how often they are right"
