"""HTML as a list of what matters: tags, attributes in any order, words without their spacing."""

from html.parser import HTMLParser


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, object]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tidy = sorted((name, " ".join((value or "").split())) for name, value in attrs)
        self.seen.append((tag, tidy))

    def handle_endtag(self, tag: str) -> None:
        self.seen.append(("/" + tag, ""))

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            if self.seen and self.seen[-1][0] == "words":
                words = f"{self.seen.pop()[1]} {words}"
            self.seen.append(("words", words))


def read(source: str) -> list[tuple[str, object]]:
    reader = Reader()
    reader.feed(source)
    reader.close()
    return reader.seen


def tags(source: str, name: str) -> list[dict[str, str]]:
    """The attributes of every `name` tag."""
    return [dict(attrs) for tag, attrs in read(source) if tag == name]  # type: ignore[call-overload]


def words(source: str) -> str:
    return " ".join(str(value) for kind, value in read(source) if kind == "words")
