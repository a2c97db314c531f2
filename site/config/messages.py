"""The words of the interface: found in code and templates, kept in locale/, compiled without other programs.

Django's own command needs GNU gettext and misses most strings of Jinja templates.
"""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

CONTEXT_FIRST = ((1, "c"), 2)
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": CONTEXT_FIRST,
    "pgettext_lazy": CONTEXT_FIRST,
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENT_TAGS = ["Translators:"]
SKIPPED_FOLDERS = {".venv", "var", "tests", "migrations", "node_modules", "locale", "docs"}
# They would differ on every machine and every day.
UNSTABLE_HEADERS = (
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Generated-By",
    "Report-Msgid-Bugs-To",
    "Last-Translator",
    "Language-Team",
)

Found = tuple[int, Any, list[str], str | None]


def languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def catalogue_path(language: str) -> Path:
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def sources(root: Path) -> Iterator[tuple[Path, str]]:
    """Each file that may hold words, with how to read it, in a fixed order."""
    site = root / "site"
    for path in sorted(root.rglob("*.py")):
        if not SKIPPED_FOLDERS & set(path.relative_to(root).parts):
            yield path, "python"
    for path in sorted((site / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            yield path, "jinja"
    for path in sorted((site / "templates_admin").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            yield path, "django"


def found(path: Path, kind: str) -> Iterable[Any]:
    if kind == "jinja":
        options = {
            "trimmed": "true",
            "newstyle_gettext": "true",
            "silent": "false",
            "extensions": ",".join(settings.TEMPLATES[0]["OPTIONS"]["extensions"]),  # type: ignore[index]
        }
        return babel_extract(io.BytesIO(path.read_bytes()), list(KEYWORDS), COMMENT_TAGS, options)
    text = path.read_text()
    if kind == "django":
        # Its lines keep the template's indentation, which is no Python.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    return extract("python", io.BytesIO(text.encode()), KEYWORDS, COMMENT_TAGS)


def extracted(root: Path) -> Catalog:
    catalog = Catalog(project="Waymark")
    for path, kind in sources(root):
        where = path.relative_to(root).as_posix()
        for line, message, comments, context in _normal(found(path, kind), kind):
            catalog.add(message, None, [(where, line)], auto_comments=comments, context=context)
    return catalog


def _normal(rows: Iterable[Any], kind: str) -> Iterator[Found]:
    """Jinja's extractor names the function and leaves contexts inside the arguments; Babel's has done both."""
    if kind != "jinja":
        yield from rows
        return
    for line, function, message, comments in rows:
        parts = [part for part in (message if isinstance(message, tuple) else (message,)) if part is not None]
        context = parts.pop(0) if "pgettext" in (function or "") else None
        yield line, (parts[0] if len(parts) == 1 else tuple(parts[:2])), comments, context


def updated(language: str, template: Catalog) -> bytes:
    """The language's catalogue with every string of the template; what is no longer used is marked obsolete."""
    path = catalogue_path(language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.header_comment = (
        "# The words of Waymark. Written by `make messages`; drafts until a person has checked them."
    )
    catalog.project, catalog.version, catalog.fuzzy = "Waymark", "1", False
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, include_lineno=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith(tuple(f'"{name}' for name in UNSTABLE_HEADERS))
    ).encode()


def untranslated(language: str) -> int:
    with catalogue_path(language).open("rb") as file:
        return sum(1 for message in read_po(file, locale=language) if message.id and not _has_text(message.string))


def _has_text(string: Any) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


def compiled(language: str) -> bool:
    """Write the .mo beside the catalogue; False when it was there already."""
    path = catalogue_path(language)
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    out = io.BytesIO()
    write_mo(out, catalog)
    target = path.with_suffix(".mo")
    if target.exists() and target.read_bytes() == out.getvalue():
        return False
    target.write_bytes(out.getvalue())
    return True
