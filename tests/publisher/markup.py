"""What a browser would find in a page: elements, attributes, links, text."""

from html.parser import HTMLParser

from publisher.threats.pattern import patterns

OUTSIDE = {each.url for each in patterns().values()}
"""Where our own words lead out of the site: no page leads anywhere else."""


class Markup(HTMLParser):
    """The start tags with their attributes, and the text, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.said: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.links.extend(value or "" for name, value in attrs if name in ("href", "src"))
        self.ids.update(value or "" for name, value in attrs if name == "id")

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    @property
    def leads(self) -> list[str]:
        """The links to other files of the site; one within the page leads to an element of it."""
        inner = {link for link in self.links if link.startswith("#")}
        assert {link[1:] for link in inner} <= self.ids
        ours = (each for each in self.links if each not in inner)
        return [each.partition("#")[0] for each in ours if not each.startswith("https://")]

    @property
    def text(self) -> str:
        """The text of all elements, with one space between words."""
        return " ".join(" ".join(self.said).split())
