"""Show a server and its tools, or one tool's verdict; without a name, all servers.

A server is named by its slug, title or id, in any case; --why tells the whole
story, and --history how it came to be.

Example: toolrisk show redis-mcp-redis/delete --why
"""

from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.store.catalog import Catalog
from catalog.store.overview import overview
from catalog.store.verdicts import of_server
from cli import options
from cli.console import Voice, emit
from cli.decision_view import decisions_in
from cli.exit_codes import DONE
from cli.history_text import show_server_history, show_tool_history
from cli.history_view import server_history, tool_histories
from cli.opening import opening
from cli.show_text import show_server, show_servers, show_tool
from cli.steps.find import Meant, find, find_tool
from cli.views import ServerList, server_view, tool_view, worst_first

Named = Annotated[str | None, typer.Argument(metavar="SERVER[/TOOL]", hidden=True)]
Why = Annotated[bool, typer.Option("--why", help="Every finding, opinion and digest.")]

History = Annotated[
    bool, typer.Option("--history", help="What was found over time, what changed, each verdict.")
]


def command(
    named: Named = None,
    *,
    why: Why = False,
    history: History = False,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    _check(named, why=why, history=history)
    with opening(catalog, voice) as opened:
        if named is None:
            servers = overview(opened)
            emit(ServerList(servers=servers)) if json else show_servers(servers, voice)
        elif history:
            _show_history(opened, find(opened, named), voice, json=json)
        else:
            _show(opened, find(opened, named), voice, why=why, json=json)
    return DONE


def _check(named: str | None, *, why: bool, history: bool) -> None:
    if why and history:
        raise UsageError("--why tells of now, --history of then; ask for one at a time")
    if named is None and (why or history):
        option = "--why" if why else "--history"
        raise UsageError(f"{option} is told of a SERVER or a SERVER/TOOL; name one")


def _show(catalog: Catalog, meant: Meant, voice: Voice, *, why: bool, json: bool) -> None:
    """The server, and each of its tools if their why is wanted; or the one tool."""
    server, tool = meant
    if tool is None:
        view = server_view(catalog, server)
        emit(view) if json else show_server(view, voice)
        tools = worst_first(of_server(catalog, server.id)) if why else ()
    else:
        tools = find_tool(catalog, server, tool)
    decisions = decisions_in(catalog) if tools else None
    for each in tools:
        on = decisions.on(server, each) if decisions else None
        emit(tool_view(server, each, on)) if json else show_tool(server, each, on, voice, why=why)


def _show_history(catalog: Catalog, meant: Meant, voice: Voice, *, json: bool) -> None:
    """The server's findings, or the life of each tool of that name."""
    if meant.tool is None:
        view = server_history(catalog, meant.server)
        emit(view) if json else show_server_history(view, voice)
        return
    for each in tool_histories(catalog, meant.server, meant.tool):
        emit(each) if json else show_tool_history(each, voice)
