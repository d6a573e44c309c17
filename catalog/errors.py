"""Every error that the command line may show, each one clear line.

    ToolriskError            exit 1   what is wrong, where, and what to do
    ├── UsageError           exit 2   the call's words are off
    ├── ConfigurationError   exit 2   a toolrisk.toml is off (names file, line and key)
    ├── NothingFound         exit 3   no server, tool or registry of that name
    ├── SourceError          exit 1   a registry could not be read (names the source)
    ├── InputError           exit 1   a file that the user named cannot be used
    ├── RuleError            exit 1   a classifier rule is malformed (names the rule)
    ├── JudgeError           exit 1   the model could not be asked
    └── StoreError           exit 1   the catalog cannot be opened, read or written

A failure of a stranger's server is no error: it is a `Skipped` value.
"""


class ToolriskError(Exception):
    """Root of the tree; `str()` is the line that the user reads."""

    exit_code = 1


class UsageError(ToolriskError):
    exit_code = 2


class ConfigurationError(ToolriskError):
    """A toolrisk.toml says what it cannot say: like the call's words, but written in a file."""

    exit_code = 2


class NothingFound(ToolriskError):
    exit_code = 3


class SourceError(ToolriskError):
    """A registry could not be read."""


class InputError(ToolriskError):
    """A file that the user named cannot be used."""


class RuleError(ToolriskError):
    """A classifier rule is malformed."""


class JudgeError(ToolriskError):
    """The model could not be asked."""


class StoreError(ToolriskError):
    """The catalog cannot be opened, read or written."""
