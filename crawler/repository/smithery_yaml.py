"""Pure: smithery.yaml → the package that it starts, where its text alone tells.

`commandFunction` is JavaScript. It is never run: only literals in it are read.
"""

import re

from catalog.model.listing import Package
from crawler.clients.command import COMMAND, started
from crawler.clients.veil import Veil
from crawler.row import Row
from crawler.schema_inputs import inputs_of
from crawler.yaml_text import read_yaml

_COMMAND = re.compile(r"\bcommand\s*:\s*(['\"])([^'\"\n]{1,200})\1")
_ARGUMENTS = re.compile(r"\bargs\s*:\s*\[([^\]]{0,2000})\]")
_LITERAL = re.compile(r"(['\"])([^'\"\n]*)\1")


def read_smithery(content: bytes) -> Package | None:
    """None where no package is started; raises ValueError for what is no smithery.yaml."""
    start = Row(read_yaml(content)).row("startCommand")
    code = start.text("commandFunction", 16_384) or ""
    command, arguments = _COMMAND.search(code), _ARGUMENTS.search(code)
    if not command:
        return None
    words = [each[2] for each in _LITERAL.finditer(arguments[1])] if arguments else []
    offer = started([command[2], *words], {}, Veil())
    if not isinstance(offer, Package) or offer.registry == COMMAND:
        return None
    return offer.model_copy(update={"environment": inputs_of(start.row("configSchema"))})
