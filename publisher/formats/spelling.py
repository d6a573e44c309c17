"""Pure: names of strangers in texts that have to be Unicode."""

import json


def unicode(text: str) -> bool:
    """Whether it can be written as UTF-8: JSON can hold halves of characters, and text cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def whole(text: str) -> str:
    """The text with a question mark for each half of a character."""
    return text.encode("utf-8", "replace").decode()


def joined(server: str, tool: str) -> str | None:
    """What tells every name that is Unicode from every other, and None for any other name."""
    return json.dumps([server, tool]) if unicode(server) and unicode(tool) else None
