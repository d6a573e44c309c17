"""How fast are the rules? `python -m benchmarks.speed [TOOLS.jsonl.gz]`

Prints CPU times: `classify` over all tools of the file, beside a fixed reference on the
same tools in the same run (orjson parses each definition and digests it), the same for ten
times as many tools, and whole processes of `toolrisk`. Nothing is asserted.
"""

import gzip
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from catalog.model.tool import Context, Tool
from catalog.reading import digest, read_tool
from classifier.classify import VERSION, classify

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "tools.jsonl.gz"
ROUNDS = 3
"""The best of so many is printed: the others were disturbed."""


def main() -> None:
    """Measure and print."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    with gzip.open(path) as lines:
        rows = [orjson.loads(line) for line in lines]
    pairs = [pair for row in rows if (pair := read(row)) is not None]
    raw = [orjson.dumps(tool.definition) for tool, _ in pairs]
    count = len(pairs)
    first = seconds(lambda: [None for each in pairs if not classify(*each)])
    best = min(
        seconds(lambda: [None for each in pairs if not classify(*each)]) for _ in range(ROUNDS)
    )
    tenfold = seconds(lambda: [None for _ in range(10) for each in pairs if not classify(*each)])
    reference = min(
        seconds(lambda: [None for each in raw if not digest(orjson.loads(each))])
        for _ in range(ROUNDS)
    )
    print(f"{path.name}: {count} tools, rules {VERSION}\n")
    print(f"classify       {count / best:>9,.0f} a second ({best / count * 1e6:.1f} µs each)")
    print(f"  first pass   {count / first:>9,.0f} a second")
    print(f"  reference    {count / reference:>9,.0f} a second: parse and digest")
    print(f"  ratio        {best / reference:>9.2f} × the reference")
    print(f"  ten times    {tenfold / best / 10:>9.2f} × the time for each tool\n")
    processes(rows)


def read(row: dict[str, dict[str, str]]) -> tuple[Tool, Context] | None:
    """One line of the file as `classify` takes it."""
    tool, server = read_tool(row["tool"]), row["server"]
    context = Context(title=server.get("title"), description=server.get("description"))
    return (tool, context) if isinstance(tool, Tool) else None


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def processes(rows: list[dict[str, dict[str, str]]]) -> None:
    """Whole processes, start-up and all."""
    print(f"toolrisk --version                {of_process('--version')}")
    with tempfile.TemporaryDirectory() as folder:
        for count in (1000, len(rows)):
            file = Path(folder, f"{count}.jsonl")
            file.write_bytes(b"\n".join(orjson.dumps(row) for row in rows[:count]))
            spent = of_process("classify", "--file", str(file), "--json")
            print(f"classify --file, {count:>6} tools     {spent}")


def of_process(*arguments: str) -> str:
    """CPU seconds of one `toolrisk` process and its children, or that it is not there yet."""
    command = Path(sys.executable).with_name("toolrisk")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        subprocess.run([command, *arguments], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        return f"not there yet ({type(error).__name__})"
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return f"{after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime:.2f} s CPU"


if __name__ == "__main__":
    main()
