"""What a command's exit code means."""

from catalog.taxonomy import Risk

DONE = 0
ERROR = 1
USAGE = 2
NOTHING_FOUND = 3
DONE_IN_PART = 4
REFUSED = 10
"""`check`: something is not allowed by the policy, or is not as the lock has it. `policy`: a file
is no longer right."""
INTERRUPTED = 130
FAILED_AT = {Risk.LOW: 11, Risk.MEDIUM: 12, Risk.HIGH: 13, Risk.CRITICAL: 14}
"""`check`: the worst tool's risk, where it stands at or above `--fail-on`."""
