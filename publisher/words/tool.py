"""The words of a tool's page. What a category, risk, effect or trait means stands in
catalog/taxonomy.py, why a rule is recommended in publisher/policy.py.

`{names}` in braces are filled by the composing functions; a stranger's text is only ever
a value, never a format.
"""

from catalog.taxonomy import Action, Category, Decider

# --- the verdict ---

TOOL_SUMMARY = "{tool} of {server}: {a_category} tool of {risk} risk."
TOOL_SUMMARY_ABSTAINED = "{tool} of {server}: not classified; treated as {risk} risk."
TOOL_SUMMARY_UNVERIFIED = " Unverified: read from source."

A_CATEGORY = {
    Category.READ: "a Read",
    Category.WRITE: "a Write",
    Category.EXECUTE: "an Execute",
    Category.DESTRUCTIVE: "a Destructive",
    Category.FINANCIAL: "a Financial",
}

DECIDED = {
    Decider.RULES: "by rules",
    Decider.MODEL: "by a model",
    Decider.HUMAN: "by a person",
}
DECIDED_MODEL = "by the model {model}, prompt {prompt}"
OPINION = {
    Decider.RULES: "the rules say {said}",
    Decider.MODEL: "the model {model}, prompt {prompt}, says {said}",
    Decider.HUMAN: "a person says {said}",
}
OPINION_SAID = "{category} of {risk} risk"
OPINION_UNSURE = "that they are not sure, and guess {category} of {risk} risk"
OPINION_UNSURE_ONE = "that it is not sure, and guesses {category} of {risk} risk"

WARNED = "{rule}: “{quote}”, in {place}"

MORE_PARAMETERS = "{more} more parameters are not shown."
MORE_EVIDENCE = "{more} more findings are not shown."
MORE_ACTIONS = "{more} more actions are not shown."

# --- annotations: what the server declares, held against the verdict ---

CLAIM = {
    "agrees": "The words agree: {why}.",
    "contradicted": "Contradicted: {why}.",
    "cautious": "Its words tell of less harm: {why}.",
}
CLAIM_UNTOLD = "Its words tell neither."
CLAIM_REPEATED = "Words do not tell what a second call does."
CLAIM_UNSURE = "Its definition does not tell what a call can do."

# --- what the verdict was made beside ---

CONTEXT = "Read beside its server's title and description"
CONTEXT_SIBLINGS = ", and beside the names of the server's tools, since it says nothing of itself"

# --- what the recommended rule does ---

RULE = {
    Action.ALLOW: "Allow",
    Action.LIMIT: "At most {max} a {window}",
    Action.ASK: "Ask a person",
    Action.DENY: "Deny",
    Action.HIDE: "Hide and deny",
}
ADVICE = {
    Action.ALLOW: "{tool} may be called as often as an agent likes.",
    Action.LIMIT: "{tool} stays usable, at most {max} times a {window} for each grant: "
    "an agent that is caught in a loop is stopped there.",
    Action.ASK: "Every call of {tool} waits for a person; where the gateway cannot ask, "
    "it is denied.",
    Action.DENY: "Agents see {tool}, but every call is denied until a person changes the rule.",
    Action.HIDE: "{tool} is taken off the list that agents see, and every call is denied.",
}
RULE_BY_ARGUMENT = "{rule}, with exceptions"
ADVICE_BY_ARGUMENT = (
    "What becomes of a call of {tool} depends on its argument {parameter}: {cases}; "
    "with any other value it is {otherwise}."
)
CASE = "with {values} it is {ruled}"
ELSE_DENIED = " Everything else on the server is denied unless you add a rule for it."

# --- six questions of a tool's reader ---

WHAT = "What does the {tool} tool do?"
WHAT_NOTHING = "Its definition has no description."
WHAT_CATEGORY = " It is classified as {a_category} tool: it {meaning}."
WHAT_ABSTAINED = (
    " Its definition does not tell what a call can do, so it is not classified; "
    "{category} is a guess."
)

ENFORCE = "How do I enforce a policy on {tool}?"
ENFORCE_ANSWER = (
    "Put a gateway between your agent and {server}, and give it the recommended rule: in "
    "PolicyLayer, register the server, paste the document into the policy of the grant that "
    "the agent uses, and point the MCP client at the gateway's address. Every call is then "
    "held against the rule before it reaches the server. The document for this tool alone "
    "denies all others; the one on the server's page has a rule for each."
)

RISK = "What risk level is {tool}?"
RISK_ANSWER = "{risk}: {meaning}."
RISK_SAME = " That is what the category {category} alone would say, too."
RISK_OTHER = " The category {category} alone would say {baseline}."
RISK_ABSTAINED = (
    "At least {risk}, because nothing tells what it does: an unclassified tool never counts as low."
)

LIMIT = "Can I rate-limit {tool}?"
LIMIT_DONE = (
    "Yes, the recommended rule does: at most {max} calls a {window} "
    "for each grant. Change max to allow more or fewer."
)
LIMIT_ADD = (
    "Yes. The recommended rule has no limit; this one allows at most {max} calls a {window}."
)
LIMIT_BY_ARGUMENT = (
    "Yes. The recommended rule decides by argument, and each value has what it needs. If a "
    "person decides to open the tool whatever the argument, this rule takes its place and allows "
    "at most {max} calls a {window}."
)
LIMIT_INSTEAD = (
    "Yes, but the recommended rule lets no call through unasked, so there is nothing to count. "
    "If a person decides to open the tool, this rule allows at most {max} calls a {window}."
)

BLOCK = "How do I block {tool} completely?"
BLOCK_DONE = "The recommended rule does: it hides the tool from agents and denies every call."
BLOCK_BY_ARGUMENT = (
    "The recommended rule decides by argument. This one takes its place, takes the tool off the "
    "list that agents see and denies every call."
)
BLOCK_ASKED = (
    "The recommended rule lets no call through without a person. This one lets none through at "
    "all, and takes the tool off the list that agents see."
)
BLOCK_DENIED = (
    "The recommended rule already denies every call. This one also takes the tool off the "
    "list that agents see."
)
BLOCK_INSTEAD = (
    "Use this rule instead of the recommended one: it takes the tool off the list that "
    "agents see and denies every call."
)

PROVIDER = "Which server provides {tool}?"
PROVIDER_ANSWER = "{server} ({id})."
PROVIDER_FOUND = "{server} ({id}), found in: {sources}."
