"""What the steps tell of their work: an event in a few words, and fields to follow it by.

Every event of a server has the field `server`, its id. Names are told; what a server or a
tool says of itself (descriptions, schemas, what a failing server prints) is not, but for
`detail`, which nobody hears who has not asked for it.
"""

import logging

SILENT = logging.CRITICAL + 1
LOGGER = logging.getLogger("toolrisk")
LOGGER.propagate = False
LOGGER.addHandler(logging.NullHandler())
LOGGER.setLevel(SILENT)


def tell(event: str, **fields: object) -> None:
    """Something was done."""
    LOGGER.info(event, extra={"fields": fields})


def warn(event: str, **fields: object) -> None:
    """Something was left out or failed, and the work goes on."""
    LOGGER.warning(event, extra={"fields": fields})


def fail(event: str, **fields: object) -> None:
    """The call ends before its time."""
    LOGGER.error(event, extra={"fields": fields})


def detail(event: str, **fields: object) -> None:
    """One small part of what was done; here alone, strangers' words may be told."""
    LOGGER.debug(event, extra={"fields": fields})
