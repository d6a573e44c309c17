"""Headings and labels of a server's page."""

GRADE = "Grade"
WORST = "Worst risk"
TOKENS = "Its definitions"
TOKENS_COUNT = ("{count} token", "{count} tokens")
TOKENS_MEAN = (
    "What all of them take up in a model's context before anything is asked; counted in "
    "o200k_base, other models differ by some percent."
)
COLUMN_TOKENS = "Tokens"
UNKNOWN = "unknown"
NONE_SEEN = "none seen"

GRADING = "How it is graded"
BETTER = "What would be better"
TOGETHER = "What its tools can do together"
TOGETHER_MEANS = "{name}: {means}."
AND_MORE = " and {more} more"

GRAVEST = "The gravest {shown} of {count:,}."
ALL_TOOLS = "All tools of {server}"
PAGES = "Pages of tools"
PAGE = "Page {number}"
PAGE_OF = "Page {number} of {count}"

START = "How it is started"
STARTS_NONE = "No listing says how."
PACKAGE = "package"
REMOTE = "remote"
RUN_WITH = "run with {runtime}"
SPEAKS = "speaks {transport}"
MORE_LEFT_OUT = "And {more:,} more."

ASKS = "What it asks for"
ASKS_NOTHING = "Its listing names no value that it wants to be given."
REQUIRED = "required"
OPTIONAL = "optional"
HIDDEN = "a secret"
HOSTS = "Hosts of its remotes"
NETWORK = "Network"
NETWORK_NEEDED = "It started only with a network, and was given none."
NETWORK_ELSEWHERE = "It runs elsewhere: whatever it is given leaves this machine."
NETWORK_UNKNOWN = "Which hosts it talks to was not watched."
INSTRUCTIONS = "Tells the agent"
INSTRUCTIONS_COUNT = ("{count} character of instructions", "{count} characters of instructions")
PROMPTS = "Prompts"
RESOURCES = "Resources"

POLICIES = "The policy that we recommend, for every engine"
POLICIES_NOTE = (
    "Each is written for a client that calls the server {slug}, where nothing else is said; for "
    "another name run toolrisk policy {slug} --target T --as NAME. Whatever a format cannot say "
    "becomes the next stricter thing that it can."
)
CALLED = "for a server called"
LOSSES = ("{count} thing that this format cannot say", "{count} things that this format cannot say")

HISTORY = "What changed"
HISTORY_MORE = ("{count} older entry is left out.", "{count} older entries are left out.")

LISTED = "Where it is listed"
NO_VERSION = "no version"
SAME = "Why these are one server"
APART = "What it is not"
DOUBTS = "What about its names could mislead"
REPOSITORY = "Repository (claimed)"
WEBSITE = "Website (claimed)"

SEEN = "The last look at it"
SEEN_AT = "Looked at"
SANDBOX = "Sandbox"
INSTALLED = "Installed"
LAUNCH = "Launch"
ITSELF = "Calls itself"
PROTOCOL = "Protocol"
CAPABILITIES = "Says that it has"

MACHINES = "For machines"
PASSPORT = "Passport: what was seen of it, and where, unsigned"
TOOLS_FILE = "All its tools, one JSON a line"
POLICY_FILE = "The policy as JSON"
BADGE = "Badge"
BADGE_CODE = "[![toolrisk]({badge})]({page})"
"""Markdown; nothing in it is a stranger's but the address, which is made of safe letters."""
