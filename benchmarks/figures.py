"""What `benchmarks.quality` measures, as the classifier's figures.json has it.

`python -m benchmarks.figures [LABELS.jsonl] > classifier/figures.json`
"""

import sys
from datetime import UTC, datetime

from benchmarks.quality import labels_named, measure
from classifier.classify import VERSION
from classifier.figures import Figures


def main() -> None:
    """Measure and write JSON."""
    rules, baseline = measure(path := labels_named())
    figures = Figures(
        labels=path.stem,
        measured=datetime.now(UTC).date().isoformat(),
        version=VERSION,
        rules=rules,
        first_verb=baseline.model_copy(update={"rules": ()}),
    )
    sys.stdout.write(figures.model_dump_json(indent=1) + "\n")


if __name__ == "__main__":
    main()
