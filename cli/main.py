"""The entry point: finds the command, runs it, turns an error into one line and an exit code.

Exit codes: 0 done · 1 error · 2 usage · 3 nothing found · 4 done in part (a source or a
server failed) · 130 interrupted · 10 to 14 belong to `check`.
"""

import ast
import gc
import importlib
import signal
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from catalog.errors import ToolriskError
from cli.command import Command
from cli.exit_codes import DONE, ERROR, INTERRUPTED, USAGE
from cli.help import Group
from cli.streams import complain_of, give_up, mend

COMMANDS = (
    "run",
    "crawl",
    "introspect",
    "classify",
    "publish",
    "serve",
    "policy",
    "check",
    "show",
    "search",
    "diff",
    "stats",
    "verdict",
    "merge",
    "split",
    "prune",
    "evaluate",
    "doctor",
)
"""The modules of `cli.commands`, in the order in which a reader meets them."""

CYCLES = (200_000, 50, 100)
"""How seldom Python looks for cycles: batches are many objects without any, and to look
through all that is held took an eighth of a large run (benchmarks/storage.py)."""


class Commands(Group):
    """Imports a command's module only when it is called, so that each costs what it uses."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's signature
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Command | None:  # noqa: ARG002 - likewise
        return _described(cmd_name) if cmd_name in COMMANDS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, _, rest = super().resolve_command(ctx, args)
        return name, _loaded(str(name)), rest


def _described(name: str) -> Command:
    """The command's name and help, read from its source without importing it."""
    source = (Path(__file__).parent / "commands" / f"{name}.py").read_text("utf-8")
    return Command(name, help=ast.get_docstring(ast.parse(source)))


def _loaded(name: str) -> Any:
    from cli.configuration.settings import EVERYWHERE, SETTINGS  # --version does without

    module = importlib.import_module(f"cli.commands.{name}")
    single = typer.Typer(add_completion=False)
    kind, more = getattr(module, "KIND", Command), getattr(module, "SETTINGS", None)
    single.command(name, cls=kind, help=module.__doc__, context_settings=more)(module.command)
    made: Any = typer.main.get_command(single)
    made.params += [SETTINGS[each] for each in EVERYWHERE]
    return made


app = typer.Typer(cls=Commands, add_completion=False, no_args_is_help=True)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - Typer's signature
    if wanted:
        typer.echo(f"toolrisk {version('toolrisk')}")
        raise typer.Exit


@app.callback()
def toolrisk(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=lambda value: _show_version(wanted=value),
            help="Show the version and exit.",
        ),
    ] = False,
) -> None:
    """What every tool of every MCP server can do to you, how bad that can get, and the rule
    that contains it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. Errors of ours become one line on stderr."""
    gc.set_threshold(*CYCLES)
    mend()
    _hear()
    try:
        group = typer.main.get_command(app)
        code = group.main(_words(argv), prog_name="toolrisk", standalone_mode=False)
    except ToolriskError as error:
        return _complain(_with_notes(str(error), error), error.exit_code)
    except typer.TyperException as error:
        wrong = error.format_message()
        return _complain(f"{wrong} (see `toolrisk --help`)", USAGE) if wrong else USAGE
    except MemoryError:
        return _complain("there is no memory left; give less at once, or JSON lines", ERROR)
    except OSError as error:
        give_up(sys.stdout)
        place = error.filename or "the output"
        line = f"{place}: {error.strerror or error}; make room there, or name another"
        return _complain(_with_notes(line, error), ERROR)
    if code == INTERRUPTED:
        return _complain("interrupted; what was done is kept, and the next run goes on", code)
    return code if isinstance(code, int) else DONE


def _hear() -> None:
    """Take a request to end, and a terminal that is closed, as Ctrl-C: all is cleaned up.

    A script's shell lets what runs behind it ignore Ctrl-C, which would deafen it to both;
    what `nohup` asks for is kept.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for request in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(request) is not signal.SIG_IGN:
            signal.signal(request, lambda *_: signal.raise_signal(signal.SIGINT))


def _words(argv: Sequence[str] | None) -> list[str]:
    """The call's words; `help NAME` is another way to say `NAME --help`."""
    words = list(sys.argv[1:] if argv is None else argv)
    return [*words[1:], "--help"] if words[:1] == ["help"] else words


def _with_notes(line: str, error: BaseException) -> str:
    """The line, and where the log tells more."""
    return " ".join((line, *getattr(error, "__notes__", ())))


def _complain(line: str, code: int) -> int:
    complain_of(line)
    return code


if __name__ == "__main__":
    sys.exit(main())
