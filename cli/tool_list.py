"""A document with a list of tools, held as its bytes; each tool is parsed when it is asked for."""

from array import array
from collections.abc import Iterator

from catalog.scanning import Broken, Scanner, Span


class ToolList:
    """Where the entries lie of every list of tools in a document.

    A document may name `tools` twice, and which one counts is for each client to say: all are
    entries. `trouble` says why it is no whole JSON document, if it is none; what was found
    before that is there. `names` are those of the outermost object.
    """

    def __init__(self, text: bytearray) -> None:
        self.text = text
        self.lists = 0
        self.trouble = ""
        self.names: set[str] = set()
        self._ends = array("Q")
        self._find(Scanner(text))

    def __iter__(self) -> Iterator[bytes]:
        """The text of each entry."""
        for at in range(0, len(self._ends), 2):
            yield bytes(self.text[self._ends[at] : self._ends[at + 1]])

    def __len__(self) -> int:
        return len(self._ends) // 2

    def _find(self, scanner: Scanner) -> None:
        try:
            for span in self._spans(scanner):
                self._ends.extend(span)
            if scanner.opening():
                self.trouble = f"goes on after its end, at byte {scanner.at + 1}"
        except Broken as broken:
            self.trouble = f"breaks off within what begins at byte {broken.at + 1}"

    def _spans(self, scanner: Scanner) -> Iterator[Span]:
        if scanner.opening() == b"[":
            yield from self._entries(scanner)
            return
        for name, opening in scanner.members():
            self.names.add(name)
            if name == "result" and opening == b"{":
                for inner in scanner.members():
                    if inner == ("tools", b"["):
                        yield from self._entries(scanner)
            elif (name, opening) == ("tools", b"["):
                yield from self._entries(scanner)

    def _entries(self, scanner: Scanner) -> Iterator[Span]:
        self.lists += 1
        yield from scanner.elements()
