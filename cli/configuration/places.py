"""Where a `toolrisk.toml` is looked for: in the project, and in the user's own configuration.

The project's is the nearest one from the working folder up to the root of the repository that
it is in, as mypy looks for its own; outside of a repository it is the working folder's alone,
so that nobody else's file in `/tmp` or `/home` is ever met. The user's own is in the
platform's folder for configuration (`~/.config/toolrisk/` on Linux). Both count, setting by
setting, and the project's goes first, as with uv.
https://mypy.readthedocs.io/en/stable/config_file.html
https://docs.astral.sh/uv/concepts/configuration-files/
"""

import os
from pathlib import Path

from crawler.clients.project import folders

NAME = "toolrisk.toml"


def project_file(folder: Path) -> Path | None:
    """The project's file, seen from the working folder; also one that cannot be read."""
    files = (each / NAME for each in folders(folder))
    return next((each for each in files if os.path.lexists(each)), None)


def user_file() -> Path | None:
    """The user's own file; None where there is none, or the user has no home."""
    from platformdirs import user_config_path

    try:
        file = user_config_path("toolrisk", appauthor=False) / NAME
    except RuntimeError:  # neither HOME nor the system names a home
        return None
    return file if file.is_absolute() and os.path.lexists(file) else None
