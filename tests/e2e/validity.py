"""HTML validity by the validator of the W3C's checker (vnu.jar), without its web service."""

import json
import os
import shutil
import subprocess
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLACES = [os.environ.get("VNU_JAR", ""), str(ROOT / ".cache/node_modules/vnu-jar/build/dist/vnu.jar")]
# GOV.UK's date boxes say it all the same: without it JAWS does not read their error.
KNOWN = {"The “group” role is unnecessary for element “fieldset”."}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def must_be_here(what: str, advice: str) -> None:
    """Skip, saying why; in CI nothing may be skipped for want of a program."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing. {advice}")
    pytest.skip(f"{what} is missing. {advice}")


def faults(html: str) -> list[dict]:
    """Every error and warning of a document, with `lastLine` and `lastColumn` (both from 1)."""
    return faults_of_all({"page": html}).get("page", [])


def faults_of_all(pages: dict[str, str]) -> dict[str, list[dict]]:
    """The faults of many documents by their names, in one run of the validator: starting it is what takes long."""
    jar = next((place for place in PLACES if place and Path(place).is_file()), None)
    if shutil.which("java") is None or jar is None:
        must_be_here("The HTML validator", "`.ci/run` installs Java and vnu.jar.")
    names = list(pages)
    if not names:
        # A test that failed before its first page: asked for nothing, the validator shows how it is used.
        return {}
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"{number}.html" for number in range(len(names))]
        for file, name in zip(files, names, strict=True):
            file.write_text(pages[name], encoding="utf-8")
        found: dict[str, list[dict]] = {}
        for line in _run(str(jar), files):
            found.setdefault(names[int(Path(line["url"]).stem)], []).append(line)
    return found


def _run(jar: str, files: list[Path]) -> list[dict]:
    command = [
        "java",
        "-Xss4m",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-jar",
        jar,
        "--format",
        "json",
        "--exit-zero-always",
        *map(str, files),
    ]
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    return [
        line
        for line in json.loads(done.stderr or done.stdout)["messages"]
        if (line["type"] != "info" or line.get("subType") == "warning") and line["message"] not in KNOWN
    ]


class Regions(HTMLParser):
    """From where to where (line, column) the elements with a class stand in the source."""

    def __init__(self, css_class: str) -> None:
        super().__init__()
        self.css_class = css_class
        self.depth = 0
        self.start: tuple[int, int] = (0, 0)
        self.found: list[tuple[tuple[int, int], tuple[int, int]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth:
            self.depth += tag not in VOID
        elif self.css_class in (dict(attrs).get("class") or "").split():
            self.depth, self.start = 1, self.getpos()

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in VOID:
            self.depth -= 1
            if not self.depth:
                line, column = self.getpos()
                self.found.append((self.start, (line, column + len(tag) + 3)))


def inside(html: str, css_class: str, found: list[dict] | None = None) -> list[dict]:
    """The faults that stand inside elements of that class; `found`: all of the document's, where they are known."""
    regions = Regions(css_class)
    regions.feed(html)
    assert regions.found, f"No element of the class {css_class} is on the page."
    return [
        fault
        for fault in (faults(html) if found is None else found)
        if any(start <= (fault["lastLine"], fault["lastColumn"] - 1) <= end for start, end in regions.found)
    ]


def told(found: list[dict]) -> str:
    return "\n".join(f"{fault['lastLine']}: {fault['message']}  «{fault.get('extract', '')}»" for fault in found)
