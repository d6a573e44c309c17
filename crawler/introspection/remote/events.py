"""Pure: the bytes of an answer → the messages in it: one text, or a stream of events."""

from typing import NamedTuple

JSON = "application/json"
EVENT_STREAM = "text/event-stream"
MESSAGE = "message"


class Event(NamedTuple):
    """A server-sent event: its type, `message` unless it names another, and its data."""

    name: str
    data: bytes


class Events:
    """A stream of server-sent events, in time linear in its bytes.

    Lines end with LF or CRLF; nobody is known to write the lone CR that the format allows.
    https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
    """

    def __init__(self) -> None:
        self._unfinished: list[bytes] = []
        self._name = MESSAGE
        self._data: list[bytes] = []

    def received(self, chunk: bytes) -> list[Event]:
        """The events that this chunk completes."""
        first, *others = chunk.split(b"\n")
        self._unfinished.append(first)
        if not others:
            return []
        lines = [b"".join(self._unfinished), *others]
        self._unfinished = [lines.pop()]
        found = (self._line(line.removesuffix(b"\r")) for line in lines)
        return [event for event in found if event is not None]

    def rest(self) -> list[Event]:
        """Nothing: an event that was not ended is none."""
        return []

    def _line(self, line: bytes) -> Event | None:
        if not line:
            event = Event(self._name, b"\n".join(self._data))
            self._name, self._data = MESSAGE, []
            return event if event.data else None
        field, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        if field == b"data":
            self._data.append(value)
        elif field == b"event":
            self._name = value.decode(errors="replace") or MESSAGE
        return None


class Whole:
    """A body that is one message."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def received(self, chunk: bytes) -> list[Event]:
        self._pieces.append(chunk)
        return []

    def rest(self) -> list[Event]:
        """The message, now that the body has ended."""
        return [Event(MESSAGE, b"".join(self._pieces))]
