"""One command of `cli.commands`, called: its settings are worked out, and it is logged."""

from typing import Any

from cli import help as spoken
from cli.configuration.call import Call


class Command(spoken.Command):
    """A command whose options may also be said in toolrisk.toml, and which tells what it does."""

    context_class = Call

    def invoke(self, ctx: Any) -> Any:
        """Run it. What every command is given, verbosity and log, stays here."""
        from cli.configuration.settings import EVERYWHERE, SETTINGS  # --help does without
        from cli.log.logged import logged

        own = {name: value for name, value in ctx.params.items() if name not in EVERYWHERE}
        said = {name: value for name, value in ctx.params.items() if name in SETTINGS}
        with logged(str(self.name), said) as ended:
            code = ctx.invoke(self.callback, **own)
            ended(code)
            return code
