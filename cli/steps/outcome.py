"""What each step reports when it is done; `--json` prints these."""

from catalog.model.value import Value


class Failure(Value):
    """A source that could not be read, and why."""

    source: str
    reason: str


class Collected(Value):
    """Rows read from the registries in this pass."""

    listings: int
    rejected: int
    failed: tuple[Failure, ...] = ()


class Skip(Value):
    """A server without a tool list, and why."""

    server: str
    reason: str
    detail: str


class Introspections(Value):
    """Servers asked for their tools in this pass; `unchanged` ones were not asked again."""

    introspected: int
    skipped: tuple[Skip, ...]
    unchanged: int


class Classified(Value):
    """Tools judged in this pass; `unsure` are all tools whose verdict abstains."""

    classified: int
    unchanged: int
    unsure: int


class Published(Value):
    """Files under the reports folder."""

    written: int
    unchanged: int
    removed: int


class RunReport(Value):
    """All the steps of one run."""

    collected: Collected
    introspected: Introspections
    classified: Classified
    published: Published
