"""How fast is something found? `python -m benchmarks.searching SITE [CATALOG]`

Asks the search page of a built site in Chromium, each time in a page that has loaded
nothing before: over loopback, and from the disk. Prints milliseconds from what is typed to
the first line of what is found, and megabytes of the index; with CATALOG, also seconds of
`toolrisk search` with the same words. Nothing is asserted.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import chromium
from tests.browser.serving import served

QUERIES = (
    *("d", "se", "delete", "github", "get user", "create issue", "getUser", "drop_table"),
    *("risk:critical delete", "server:github", "category:write up", "list files in a dir"),
)

FIRST = """
text => new Promise(done => {
  const input = document.getElementById("query"), list = document.getElementById("results");
  const said = document.getElementById("found"), begin = performance.now();
  const told = () => list.firstChild || said.textContent === said.dataset.none;
  const watching = new MutationObserver(() => {
    if (told()) { watching.disconnect(); done(performance.now() - begin); }
  });
  for (const each of [list, said]) watching.observe(each, { childList: true });
  input.value = text;
  input.dispatchEvent(new Event("input"));
})
"""
"""Milliseconds until there is a line, or until it is said that there is none."""


def main() -> None:
    """Measure and print."""
    site = Path(sys.argv[1]).resolve()
    with chromium.started() as browser, served(site) as base:
        for name, origin in (("loopback", base), ("disk", f"{site.as_uri()}/")):
            tell(name, "ms", measured(QUERIES, partial(asked, browser, origin)))
    index = [each.stat().st_size for each in (site / "search").rglob("*.js")]
    print(f"index     {len(index):,} files, {sum(index) / 1e6:.0f} MB, largest {max(index):,} B")
    if len(sys.argv) > 2:
        tell("terminal", "s", measured(QUERIES, partial(called, sys.argv[2])))


def measured(queries: Iterable[str], take: Callable[[str], float]) -> dict[str, float]:
    """For each query the better of two, the first of which has warmed the disk."""
    return {each: min(take(each), take(each)) for each in queries}


def asked(browser: Browser, origin: str, text: str) -> float:
    """Milliseconds in a page of its own."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}search.html")
    took = float(page.evaluate(FIRST, text))
    context.close()
    return took


def called(catalog: str, text: str) -> float:
    """Seconds of the command, as a person calls it."""
    command = [sys.executable, "-m", "cli.main", "search", *text.split(), "--catalog", catalog]
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begin


def tell(name: str, unit: str, took: dict[str, float]) -> None:
    """The middle and the worst."""
    worst = max(took, key=took.__getitem__)
    middle = statistics.median(took.values())
    print(f"{name:<9} median {middle:,.1f} {unit}, worst {took[worst]:,.1f} {unit} ({worst})")


if __name__ == "__main__":
    main()
