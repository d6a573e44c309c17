"""What the formats of a check's report are made of."""

from pathlib import Path
from typing import NamedTuple

from catalog.model.checked import Checked
from catalog.model.matter import Matter
from publisher.gate.gate import Outcome


class Report(NamedTuple):
    """What was found, all that there is to say of it, and whether it passes.

    `root` is the project's folder, from which its files are named. `lock` is the file that it
    was held against, where there is one.
    """

    checked: Checked
    matters: tuple[Matter, ...]
    outcome: Outcome
    root: Path
    lock: str | None = None
