"""Walking the self-referral in a real browser, in any language, with or without scripts."""

from collections.abc import Callable

from playwright.sync_api import Error, Page

MAIN = "main .govuk-button:not([name])"


def slug(page: Page) -> str:
    return page.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'input[name="{name}"][value="{value}"]').check(force=True)


# What is done on each page, by the last part of its address; a page not named here is only passed.
FILL: dict[str, Callable[[Page], None]] = {
    "danger": lambda page: choose(page, "danger", "yes"),
    "place": lambda page: page.fill("#id_place", "Margate"),
    "age": lambda page: choose(page, "age", "18"),
    "what-is-happening": lambda page: choose(page, "kinds", "stalking"),
    "name": lambda page: page.fill("#id_name", "Zofia Kestrelska"),
    "safe-contact": lambda page: (choose(page, "call", "yes"), page.fill("#id_call_to", "01632 960123")),
    "call-time": lambda page: page.locator("#id_time").check(force=True),
    "danger-signs": lambda page: choose(page, "signs", "suicidal"),
    "their-work": lambda page: choose(page, "works_here", "no"),
    "children": lambda page: choose(page, "children", "yes"),
    "child-1": lambda page: (page.fill("#id_child_name", "Hania"), choose(page, "another", "yes")),
    "child-2": lambda page: (choose(page, "age", "1_4"), choose(page, "another", "no")),
    "protection": lambda page: (choose(page, "order", "yes"), page.fill("#id_order_more", "Until May.")),
    "to-know": lambda page: page.fill("#id_to_know_more", "I sleep badly."),
    "code-word": lambda page: page.fill("#id_code_word", "kingfisher"),
    "anything-else": lambda page: page.fill("#id_more", "Only before noon, please."),
}


def back(page: Page) -> None:
    """Press Back. While one page is being swapped for another, the browser cannot be asked for its history: again."""
    for _try in range(40):
        page.wait_for_load_state("load")
        try:
            page.go_back(wait_until="load")
            return
        except Error as error:
            if "Not attached" not in error.message and "ERR_ABORTED" not in error.message:
                raise
            page.wait_for_timeout(250)
    raise AssertionError(f"Back did nothing on {page.url}")


def press(page: Page, what: str) -> None:
    """Click what leads to another page, and wait until that page and its scripts are there."""
    with page.expect_navigation(wait_until="load"):
        page.click(what)


def begin(page: Page, language: str) -> None:
    page.goto(f"/{language}/get-help/for-yourself/")
    press(page, MAIN)


def walk(page: Page, language: str, look: Callable[[Page], None], until: str = "sent") -> list[str]:
    """From the start page to `until`, looking at every page; returns the pages' names in order."""
    page.goto(f"/{language}/get-help/for-yourself/")
    look(page)
    seen = ["start"]
    while True:
        press(page, MAIN)
        seen.append(slug(page))
        look(page)
        if seen[-1] == until:
            return seen
        assert len(seen) < 60, seen
        FILL.get(seen[-1], lambda page: None)(page)


# What is chosen or typed with the keyboard alone: the name of a field, and the keys once it has the focus.
KEYS: dict[str, list[tuple[str, str]]] = {
    "danger": [("danger", "Space")],
    "place": [("place", "Margate")],
    "age": [("age", "ArrowUp")],
    "safe-contact": [("call", "Space"), ("call_to", "01632 960123")],
    "call-time": [("time", "Space")],
    "danger-signs": [("signs", "Space")],
    "children": [("children", "Space")],
}


def tab_to(page: Page, found: str) -> None:
    """Press Tab until what has the focus fits `found`, an expression over `each`."""
    for _press in range(150):
        if page.evaluate(f"(each => {found})(document.activeElement)"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{found} cannot be reached by keyboard on {page.url}")


def walk_by_keyboard(page: Page, language: str) -> list[str]:
    """From the start page to the receipt without a pointer; returns the pages' names in order."""
    page.goto(f"/{language}/get-help/for-yourself/")
    seen = ["start"]
    while seen[-1] != "sent":
        for name, keys in KEYS.get(seen[-1], []):
            tab_to(page, f"each.name === '{name}'")
            if keys in ("Space", "ArrowUp"):
                page.keyboard.press(keys)
            else:
                page.keyboard.type(keys)
        tab_to(page, "each.matches('main .govuk-button:not([name])')")
        with page.expect_navigation(wait_until="load"):
            page.keyboard.press("Enter")
        seen.append(slug(page))
        assert len(seen) < 60, seen
    return seen
