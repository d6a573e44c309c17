"""What a check has to say of a project's servers, one matter at a time."""

from enum import StrEnum

from catalog.model.checked import Place
from catalog.model.lock import Acceptance
from catalog.model.value import Value
from catalog.taxonomy import Risk


class Kind(StrEnum):
    """Why a check speaks up, the gravest first."""

    POISONED = "poisoned"
    CHANGED = "changed"
    NEW = "new"
    RAISED = "raised"
    COMBINATION = "combination"
    NOT_ALLOWED = "not allowed"
    RISK = "risk"
    UNKNOWN = "unknown"
    GONE = "gone"


class Matter(Value):
    """One finding of a check. (`Finding` is what a classifier's rule has found in a text.)

    It is about a tool; about its server where there is no `tool`; about several servers, by
    the name of a combination, where there is no `server`. `words` go on from its name: "is not
    in the lock". `evidence` is a quote of it, `digest` of the definition, or of whatever else
    it is about. It `fails` the check unless it is accepted, or a remark only.
    """

    kind: Kind
    server: str
    tool: str | None
    risk: Risk | None
    words: str
    evidence: str = ""
    digest: str | None = None
    place: Place | None = None
    accepted: Acceptance | None = None
    fails: bool = False

    @property
    def about(self) -> str:
        """What it is about, as a person names it to accept it."""
        return "/".join(filter(None, (self.server, self.tool)))
