"""The words of the pages on documented attacks and on the rules."""

# --- attack patterns ---
PATTERNS = "Attack patterns"
PATTERNS_LEAD = (
    "Documented ways to abuse what an agent may do, and how many tools of this catalogue offer "
    "access of the kind abused in each."
)
PATTERNS_NOTE = (
    "That a tool offers such access says what the tool is for. It does not say that the tool, "
    "or its server, has a flaw."
)
PATTERN = "Pattern"
KIND = "Kind"
SOURCE = "Source"
YEAR = "Year"
KINDS = {
    "incident": "Incident",
    "cve": "Flaw of one program",
    "technique": "Technique",
    "pattern": "Pattern",
    "risk": "Risk",
    "guidance": "Guidance",
    "scoring": "Scoring",
}
READ_AT = "{source}, on {host}"
ACCESS = "Access of the kind abused in it"
ACCESS_BY = "A tool that {meanings}."
AND_THAT = " and that "
NO_ACCESS = (
    "What a single tool can do does not decide here: the pattern concerns a server as a whole, a "
    "login, or one program. So no tools are counted."
)
OFFER = "{tools} of {all_tools} offer it, on {servers} of {all_servers}."
OFFER_NONE = "No tool of this catalogue offers it."
OFFER_UNVERIFIED = (
    "Sources of servers that could not be looked at name {count} more, unverified.",
    "Sources of servers that could not be looked at name {count} more, unverified.",
)
GRAVEST = "Tools that offer access of this kind, the gravest first"
GRAVEST_NOTE = "Each of another server, at most fifty; among equals by address."
SEARCH = "Search for such tools: {query}"
UNCOUNTED = "not counted"

# --- rules ---
RULES = "Rules"
RULES_LEAD = "Every rule of the classifier, and what it matched in this catalogue."
RULES_OF = "Version {version}."
RULE = "Rule"
SAYS = "Says"
MATCHED = "Tools matched"
SHARE = "Share"
OF_EFFECTS = "Rules for what a call can do"
OF_WARNINGS = "Rules for warnings"
WARNINGS_NOTE = (
    "They tell what is odd about a text. A warning stands beside the verdict and never changes it."
)
GUARDS = "Guards"
GUARDS_NOTE = (
    "Words that limit what a call can do, in the clause or the parameter that they limit. Some "
    "risk always remains."
)
GUARD = "“{phrases}” limits {rules}; the risk is at least {floor}."
OR = "” or “"
WARNS = "Warns"
CONFIDENCE = "confidence {confidence}"
DETAIL = "Told only where every detail is asked for."
MATCHED_SOME = "It matched {tools} of {all_tools} ({share}), on {servers}."
MATCHED_NONE = "It matched nothing in this catalogue."
MATCHED_UNVERIFIED = (
    "Beside them it matched {count} tool that is only named in a source, unverified.",
    "Beside them it matched {count} tools that are only named in a source, unverified.",
)
HITS = "Hits"
MISSES = "Misses"
PROOF = "What it must hit and must miss"
PROOF_NOTE = "The rule is tested on these."
LABELLED = "On labelled tools"
MEASURED = (
    "It spoke on {coverage} of them. Right were {precision} of the times that it said an effect, "
    "which it did {votes} times."
)
EXAMPLES = "What it matched, the gravest first"
EXAMPLES_NOTE = "Each of another server, at most fifty. The risk is of the whole verdict."
