"""Headings and labels that the templates of a tool's page set around its content."""

LEFT_OUT = "[… {count} characters left out …]"
IN = "in {place}"
RULE = "the rule"
MARKED = "The marked words are what the verdict rests on; in brackets stands what each is read as."

FORMAT = "format {format}"
DEFAULT = "default {default}"
CHOICES = "One of"
MORE_CHOICES = "and {more} more"
ADDS = "Adds to the risk:"

CLAIMS = "What its annotations claim"
CLAIMS_NOTE = (
    "Annotations are claims of whoever wrote the server; the verdict does not rest on them. Where "
    "nothing is declared, a client assumes what the specification says."
)
CLAIM = "Annotation"
DECLARED = "Declared"
ASSESSED = "Held against its words"
VALUE = {True: "true", False: "false"}
ASSUMED = {True: "not declared; assumed true", False: "not declared; assumed false"}

PATTERNS = "Documented attacks on such access"
PATTERNS_NOTE = (
    "Access of the kind that this tool gives was abused, or shown to be open to abuse, in these. "
    "That says nothing of flaws in this tool."
)
PATTERNS_NONE = "None that we know of abuses access of just this kind."
PATTERNS_UNSURE = "None is named, because nothing tells what kind of access this tool gives."

HISTORY = "History"
OLDER = ("{count} older entry is not shown.", "{count} older entries are not shown.")
SINCE = "Verdict since"
DISPUTE = "Dispute this verdict"
BRIEF = "This page has more than fits; what is left out of it stands in its JSON."

ALIKE = "Its name, {name}, is easily taken for that of another tool of this server: {others}"
WITH_LETTERS = "{name} (with {letters})"
