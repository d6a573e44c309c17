"""Who makes a decision."""

import getpass

NOBODY = "unknown"


def who() -> str:
    """The name that the person is logged in by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return NOBODY
