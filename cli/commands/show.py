"""Show a server and its tools, or one tool's verdict; without a name, all servers.

A server is named by its slug, title or id, in any case; --why tells the whole story.

Example: toolrisk show redis-mcp-redis/delete --why
"""

from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.store.catalog import Catalog, open_catalog
from catalog.store.overview import overview
from catalog.store.verdicts import of_server
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.show_text import show_server, show_servers, show_tool
from cli.steps.find import Meant, find, find_tool
from cli.views import ServerList, server_view, tool_view, worst_first

Named = Annotated[str | None, typer.Argument(metavar="SERVER[/TOOL]", hidden=True)]
Why = Annotated[bool, typer.Option("--why", help="Every finding, opinion and digest.")]


def command(
    named: Named = None,
    *,
    why: Why = False,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    if why and named is None:
        raise UsageError("--why is told of a SERVER or a SERVER/TOOL; name one")
    with open_catalog(catalog, must_exist=True) as opened:
        if named is None:
            servers = overview(opened)
            emit(ServerList(servers=servers)) if json else show_servers(servers, voice)
        else:
            _show(opened, find(opened, named), voice, why=why, json=json)
    return DONE


def _show(catalog: Catalog, meant: Meant, voice: Voice, *, why: bool, json: bool) -> None:
    """The server, and each of its tools if their why is wanted; or the one tool."""
    server, tool = meant
    if tool is None:
        view = server_view(catalog, server)
        emit(view) if json else show_server(view, voice)
        tools = worst_first(of_server(catalog, server.id)) if why else ()
    else:
        tools = find_tool(catalog, server, tool)
    for each in tools:
        emit(tool_view(server, each)) if json else show_tool(server, each, voice, why=why)
