"""Build the site and show it on this machine; when the catalog changes, it is built anew.

With --datasette, the catalog itself instead: every table with facets, and questions that are
asked often, in Datasette, where that is installed.

Example: toolrisk serve --port 8080
"""

from typing import Annotated

import typer

from catalog.errors import UsageError
from catalog.store.location import file_of
from cli import options, site_options
from cli.console import Voice
from cli.serving import datasette as explorer

PORT = 8000

Port = Annotated[
    int,
    typer.Option("--port", metavar="N", min=0, max=65_535, help="Where; 0 for any that is free."),
]
Datasette = Annotated[
    bool, typer.Option("--datasette", help="Explore the catalog's tables with Datasette.")
]


def command(
    *,
    port: Port = PORT,
    datasette: Datasette = False,
    catalog: options.Location = options.CATALOG,
    reports: options.Reports = options.REPORTS,
    base_url: site_options.BaseUrl = site_options.BASE_URL,
    dispute: site_options.Dispute = None,
    quiet: options.Quiet = False,
) -> int:
    voice = Voice(quiet=quiet)
    if datasette:
        file = file_of(catalog)
        if file is None:
            raise UsageError("Datasette reads SQLite alone; name a file with --catalog")
        return explorer.run(file, port, voice)
    from cli.serving.rebuilding import Preview, keep_building
    from cli.serving.server import serving

    owner = site_options.owner(base_url, dispute)
    with serving(reports, port) as address:
        preview = Preview(catalog, reports, owner, voice)
        keep_building(preview, lambda: voice.say(f"{address} shows it; Ctrl-C ends."))
    return 0
