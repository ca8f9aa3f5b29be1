"""A small tree of an HTML page, enough to ask what stands where."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"meta", "link", "img", "br", "hr", "input"}


@dataclass
class Element:
    """A tag with its attributes and what is in it, in order."""

    tag: str
    attributes: dict[str, str]
    content: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text in it."""
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, tag: str = "", kind: str = "") -> Iterator["Element"]:
        """Yield the elements in it, in order, of a tag or a class if given."""
        for part in self.content:
            if isinstance(part, Element):
                if tag in ("", part.tag) and (not kind or kind in part.classes):
                    yield part
                yield from part.all(tag, kind)


class Parser(HTMLParser):
    """Builds the tree; a tag that is closed in the wrong order is a fault of the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].content.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].content.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        found = self.open.pop()
        if found.tag != tag:
            raise ValueError(f"<{found.tag}> is closed by </{tag}>")

    def handle_data(self, data: str) -> None:
        self.open[-1].content.append(data)


def parse(html: str) -> Element:
    """Return the tree of a page or of a part of one."""
    parser = Parser()
    parser.feed(html.replace("\r\n", "\n").replace("\r", "\n"))  # as a browser does, before anything else
    parser.close()
    (root,) = parser.open
    return root
