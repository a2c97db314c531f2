"""The first page tree of a site, in English, with its menus."""

import json
from pathlib import Path
from typing import Any

from wagtail.models import Locale, Page, Site

from content.models import Menus
from home.models import HomePage, RelatedPage, StandardPage
from home.reference.bodies import link, step, stream, typed

FILE = Path(__file__).parent / "pages.json"


def plant(locale: Locale) -> int:
    """Make the home page, the pages below it and the menus; returns how many pages were made."""
    content = json.loads(FILE.read_text())
    home, pages = _english(content, locale)
    _settings(content, home, pages)
    return 1 + len(pages)


def _english(content: dict[str, Any], locale: Locale) -> tuple[HomePage, dict[str, StandardPage]]:
    home = _plant_home(content["home"], locale)
    pages = {}
    for entry in content["pages"]:
        page = StandardPage(
            **{name: entry[name] for name in ("title", "slug", "seo_title", "introduction")},
            show_contents=entry.get("contents", False),
            body=json.dumps(stream(entry["slug"], entry["body"])),
            locale=locale,
        )
        home.add_child(instance=page)
        pages[entry["slug"]] = page
    for entry in content["pages"]:
        page = pages[entry["slug"]]
        page.related_pages = [
            RelatedPage(page=pages[slug], sort_order=order) for order, slug in enumerate(entry["related"])
        ]
        page.save_revision().publish()
    home.cards = json.dumps(typed("home", "card", [_card(card, pages) for card in content["home"]["cards"]]))
    home.save_revision().publish()
    return home, pages


def _plant_home(entry: dict[str, Any], locale: Locale) -> HomePage:
    """A home page under the root, instead of the welcome page that Wagtail's migrations make."""
    root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root", locale=locale)
    words = {name: value for name, value in entry.items() if name not in {"cards", "steps"}}
    steps = typed("home", "step", [step(pair) for pair in entry["steps"]])
    home = HomePage(**words, slug="waymark", steps=json.dumps(steps), locale=locale)
    root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True, hostname="localhost")
    welcome = site.root_page if site.pk else None
    site.root_page = home
    site.save()
    if welcome and not welcome.is_root() and type(welcome.specific) is Page:
        welcome.delete()
    return home


def _card(card: dict[str, str], pages: dict[str, StandardPage]) -> dict[str, Any]:
    page = pages[card["page"]].pk if "page" in card else None
    return {"title": card["title"], "text": card["text"], "link": link(page, card.get("view", ""))}


def _settings(content: dict[str, Any], home: HomePage, pages: dict[str, StandardPage]) -> None:
    site = Site.objects.get(root_page=home)
    menus = Menus.for_site(site)
    for name in ("main", "footer"):
        items = [
            {"type": "view", "value": item.removeprefix("view:")}
            if item.startswith("view:")
            else {"type": "page", "value": pages[item].pk}
            for item in content["menus"][name]
        ]
        setattr(menus, name, json.dumps(items))
    menus.danger_page, menus.safety_page = pages["now"], pages["using-this-site"]
    menus.helplines_page = pages["helplines"]
    menus.save()
