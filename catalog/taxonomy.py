"""The closed vocabulary of what a call to a tool can do, and how bad that can get."""

from enum import StrEnum
from functools import cached_property


class Ordered(StrEnum):
    """Words in a fixed order, mildest first; compare them with `rank`."""

    @cached_property
    def rank(self) -> int:
        """Position in the order of definition: 0 is the mildest."""
        return list(type(self)).index(self)


class Category(Ordered):
    """The gravest kind of thing that a call can do: the last of these that applies."""

    READ = "Read"
    WRITE = "Write"
    EXECUTE = "Execute"
    DESTRUCTIVE = "Destructive"
    FINANCIAL = "Financial"


class Risk(Ordered):
    """How bad one call, or a loop of calls, can get in the hands of a mistaken agent."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Level(StrEnum):
    """Whether a warning is shown to everyone, or only where every detail is asked for."""

    SHOWN = "shown"
    DETAIL = "detail"


class Effect(StrEnum):
    """What a call can do."""

    READS = "reads"
    CREATES = "creates"
    UPDATES = "updates"
    OVERWRITES = "overwrites"
    DELETES = "deletes"
    EXECUTES = "executes"
    TRIGGERS = "triggers"
    SENDS = "sends"
    PAYS = "pays"
    ADMIN = "admin"
    SECRETS = "secrets"
    INGESTS = "ingests"
    BULK = "bulk"


class Trait(StrEnum):
    """What makes an effect worse or milder."""

    IRREVERSIBLE = "irreversible"
    PRIVATE = "private"
    FREE_INPUT = "free_input"
    METERED = "metered"
    OPEN_WORLD = "open_world"
    WILDCARD = "wildcard"
    GUARDED = "guarded"


class Action(Ordered):
    """What a policy does with calls to a tool, most permissive first."""

    ALLOW = "allow"
    LIMIT = "limit"
    ASK = "ask"
    DENY = "deny"
    HIDE = "hide"


class Decider(StrEnum):
    """Who decided a verdict; a person outranks a model, a model the rules."""

    RULES = "rules"
    MODEL = "model"
    HUMAN = "human"


class Reason(StrEnum):
    """Why a server could not be introspected. Never read as safe."""

    UNSUPPORTED = "unsupported"
    RUNTIME_MISSING = "runtime missing"
    NO_SANDBOX = "no sandbox"
    INSTALL_FAILED = "install failed"
    START_FAILED = "start failed"
    CRASHED = "crashed"
    TIMED_OUT = "timed out"
    TOO_LARGE = "too large"
    PROTOCOL_ERROR = "protocol error"
    NEEDS_NETWORK = "needs network"
    NEEDS_SERVICE = "needs a live service"
    NEEDS_LOGIN = "authentication required"
    UNREACHABLE = "unreachable"
    ADDRESS_REFUSED = "address refused"
    NOT_IN_CATALOG = "not in the catalog"


BASELINE = {
    Category.READ: Risk.LOW,
    Category.WRITE: Risk.MEDIUM,
    Category.EXECUTE: Risk.HIGH,
    Category.DESTRUCTIVE: Risk.CRITICAL,
    Category.FINANCIAL: Risk.CRITICAL,
}
"""The map from category to risk that readers of public catalogues already know."""

CATEGORY_MEANING = {
    Category.READ: "retrieves or derives information and changes nothing",
    Category.WRITE: "creates or changes data in a way that can be undone or only adds",
    Category.EXECUTE: "runs something whose effect depends on what the caller supplies, "
    "or that goes on beyond the call",
    Category.DESTRUCTIVE: "removes data or resources, or overwrites them for good",
    Category.FINANCIAL: "moves money or assets of value, or commits to it",
}

RISK_MEANING = {
    Risk.LOW: "nothing changes, and what comes back is public or harmless",
    Risk.MEDIUM: "reads private data or anything of the caller's choosing, "
    "or makes a small, visible, easily undone change",
    Risk.HIGH: "hard to undo or reaching beyond the account",
    Risk.CRITICAL: "arbitrary code or queries, money, or irreversible deletion of value",
}

EFFECT_MEANING = {
    Effect.READS: "retrieves or derives information",
    Effect.CREATES: "creates something new",
    Effect.UPDATES: "changes something that exists",
    Effect.OVERWRITES: "replaces something, so that what was there is lost",
    Effect.DELETES: "removes something",
    Effect.EXECUTES: "runs arbitrary code, commands or queries",
    Effect.TRIGGERS: "starts or stops a process, job, machine or device",
    Effect.SENDS: "lets content leave to other people or the public",
    Effect.PAYS: "moves money or assets, or commits to it",
    Effect.ADMIN: "changes permissions, users, keys, security or infrastructure settings",
    Effect.SECRETS: "takes or returns credentials, tokens or private keys",
    Effect.INGESTS: "returns content written by untrusted outsiders",
    Effect.BULK: "acts on many items at once",
}

TRAIT_MEANING = {
    Trait.IRREVERSIBLE: "cannot be undone",
    Trait.PRIVATE: "concerns data of the account that is not public",
    Trait.FREE_INPUT: "takes a path, URL, query or body of the caller's choosing",
    Trait.METERED: "costs money per call",
    Trait.OPEN_WORLD: "reaches systems beyond the server's own",
    Trait.WILDCARD: "can act on everything at once",
    Trait.GUARDED: "is limited by a guard in the clause or parameter that it limits",
}
