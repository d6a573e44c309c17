"""What a command's exit code means; `check` will add 10 to 14."""

DONE = 0
ERROR = 1
USAGE = 2
NOTHING_FOUND = 3
DONE_IN_PART = 4
INTERRUPTED = 130
