"""Show a server and its tools, or one tool's verdict; --why tells the whole story."""

from typing import Annotated

import typer

from catalog.store.catalog import open_catalog
from cli import options
from cli.console import Voice, emit
from cli.exit_codes import DONE
from cli.show_text import show_server, show_tool
from cli.steps.find import find, find_tool
from cli.views import server_view, tool_view

Named = Annotated[str, typer.Argument(metavar="SERVER[/TOOL]", help="A slug, a name, or an id.")]
Why = Annotated[bool, typer.Option("--why", help="Every finding, opinion and digest.")]


def command(
    named: Named,
    *,
    why: Why = False,
    catalog: options.Location = options.CATALOG,
    json: options.Json = False,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    with open_catalog(catalog, must_exist=True) as opened:
        server, tool = find(opened, named)
        if tool is None:
            view = server_view(opened, server)
            emit(view) if json else show_server(view, voice)
            return DONE
        for each in find_tool(opened, server, tool):
            emit(tool_view(server, each)) if json else show_tool(server, each, voice, why=why)
    return DONE
