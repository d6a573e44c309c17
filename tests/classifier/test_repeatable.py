"""The same tools give the same bytes, whatever order Python's sets have today."""

import json
import os
import subprocess
import sys

NAMES = [
    "u_urls_in_bulk",
    "delete_all_users",
    "bulk_delete_and_list_files",
    "run_sql_query_in_bulk",
]
TOOLS = [{"name": name} for name in NAMES] + [
    {"name": "x", "description": "批量删除并更新用户文件。"},
    {
        "name": "y",
        "description": "Permanently deletes all of the user's API keys and sends e-mails.",
    },
]


def judged(seed: int) -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", "classify", "--file", "-", "--json"],
        input=json.dumps(TOOLS).encode(),
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_the_order_of_sets_does_not_show() -> None:
    assert len({judged(seed) for seed in range(6)}) == 1
