"""The log of one call: opened before the work starts, closed when it has ended."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from time import monotonic
from typing import Any
from uuid import uuid4

from catalog.errors import ToolriskError
from cli.log.events import LOGGER, fail, tell
from cli.log.forms import JsonLine, PlainLine
from cli.log.handlers import LogFile, Terminal
from cli.log.secrets import masked_url, masker

LIBRARIES = ("scrapy", "twisted", "mcp", "client")
"""Loggers of the libraries that talk to strangers: for the file alone, and in detail only.
The last one is the MCP SDK's too."""

DETAIL = 2
"""How verbose a call is whose details are told."""


@contextmanager
def logged(command: str, said: Mapping[str, Any]) -> Iterator[Callable[[object], None]]:
    """While this lasts, events go where the settings in `said` want them.

    Gives what to call with the command's exit code. An error that ends the call is told, and
    is given the run's id to be found by. Raises InputError where the log cannot be written.
    """
    verbose, path = said["verbose"], said["log"]
    if not verbose and path is None:
        yield lambda _: None
        return
    run, began = uuid4().hex[:12], monotonic()
    with _handled(run, verbose, path, said):
        tell("started", command=command, version=version("toolrisk"), settings=_shown(said))
        try:
            yield lambda code: tell("ended", code=code, seconds=round(monotonic() - began, 3))
        except BaseException as error:
            fail("failed", error=_told(error), seconds=round(monotonic() - began, 3))
            if path is not None:
                error.add_note(f"(run {run} in {path})")
            raise


def _shown(said: Mapping[str, Any]) -> dict[str, Any]:
    """The settings that were made or have a default, fit for everyone."""
    texts = {name: each for name, each in said.items() if each not in (None, ())}
    return {
        name: masked_url(each) if isinstance(each, str) else each for name, each in texts.items()
    }


def _told(error: BaseException) -> str:
    """The line that the user reads; of a mistake of ours its kind, as its words may be anyone's."""
    ours = isinstance(error, ToolriskError | OSError)
    return str(error) if ours else type(error).__name__


@contextmanager
def _handled(run: str, verbose: int, path: Path | None, said: Mapping[str, Any]) -> Iterator[None]:
    """The loggers with their handlers; as they were before, afterwards."""
    mask = masker(os.environ, map(str, said.values()))
    level = logging.DEBUG if verbose >= DETAIL else logging.INFO
    with ExitStack() as stack:
        if verbose:
            terminal = Terminal()
            terminal.setFormatter(PlainLine(mask))
            stack.enter_context(_listening(LOGGER.name, terminal, level))
        if path is not None:
            file = LogFile(path)
            stack.callback(file.close)
            file.setFormatter(JsonLine(run, mask))
            stack.enter_context(_listening(LOGGER.name, file, level))
            for name in LIBRARIES if verbose >= DETAIL else ():
                stack.enter_context(_listening(name, file, level))
        yield


@contextmanager
def _listening(name: str, handler: logging.Handler, level: int) -> Iterator[None]:
    logger = logging.getLogger(name)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.setLevel(before)
        logger.removeHandler(handler)
