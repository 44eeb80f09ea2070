"""Swedish all the way: what the framework leaves in English is known, listed with its reason, and nothing else is."""

import re

from playwright.sync_api import Page
from screen import SCREENS, Opened, Visit, unfold

LEFTOVERS: dict[str, str] = {}
"""Patterns of the framework's own words that static/swedish.js does not exchange, each with its reason."""
ENGLISH = re.compile(
    r"\b(add|all values|an?d|any|apply|app|are|available|cancel|chart|choose|clear|click|close|collapse|connect\w*|"
    r"copy|delete|dismiss|download\w*|drag|drop|edit|encountered|error|expand|file|filter|found|"
    r"full ?screen|has|heading|help|hide|is|items?|"
    r"keyboard|link|loading|made with|main|menu|more|next|no|not|of|ok|open|options?|page|please|press|"
    r"previous|remove|rerun|reset|results?|running|save|search|select\w*|settings?|show|skip|sort|stop|submit|the|this|to|"
    r"toggle|type|upload|use|value|values|view|with|you|your|zoom)\b",
    re.IGNORECASE,
)
NO_WORDS = re.compile(r"”[^”]*”|\b[\w-]+(\.[\w-]+)+/\w+")
TEXTS = """() => {
    const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        if (!walker.currentNode.parentElement.closest('script, style, noscript, code'))
            found.add(walker.currentNode.textContent.trim());
    }
    const spoken = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'alt', 'title',
        'placeholder'];
    for (const part of document.querySelectorAll('body *'))
        for (const name of spoken) found.add((part.getAttribute(name) || '').trim());
    return [...found];
}"""


def english(page: Page) -> set[str]:
    """Every text, seen or spoken, with an English word in it that is neither quoted nor part of an address."""
    return {text for text in page.evaluate(TEXTS) if ENGLISH.search(NO_WORDS.sub("", text))}


def unknown(found: set[str]) -> set[str]:
    """Those that are not on the list."""
    return {text for text in found if not any(re.fullmatch(known, text) for known in LEFTOVERS)}


def test_a_page_has_no_english_but_what_is_known(opened: Opened) -> None:
    unfold(opened.page)
    assert unknown(english(opened.page)) == set()


def searched(page: Page) -> set[str]:
    """The English of a page in which a list of one choice and one of several are opened and searched in vain."""
    unfold(page)
    seen = english(page)
    for label in ("Indikator", "Områden att jämföra"):
        box = page.get_by_role("combobox", name=label, exact=True)
        box.focus()
        box.press("ArrowDown")
        page.get_by_role("option").first.wait_for()
        seen |= english(page)
        box.fill("qqqq")
        page.get_by_text("Inga träffar").wait_for()
        seen |= english(page)
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")
    return seen


def test_open_lists_have_no_english_but_what_is_known_and_all_that_is_known_is_still_there(opened: Opened) -> None:
    """On the one page with a list of one choice and one of several."""
    if opened.screen != SCREENS["jamfor"]:
        return
    found = searched(opened.page)
    assert unknown(found) == set()
    assert [known for known in LEFTOVERS if not any(re.fullmatch(known, text) for text in found)] == []


def test_the_frameworks_words_are_exchanged_and_ours_are_not(visit: Visit) -> None:
    """Also where the framework writes them later; a word in our own texts stands as it is."""
    page = visit("/ord")
    page.evaluate("""() => {
        const put = (tag, text, name) => {
            const part = Object.assign(document.createElement(tag), {textContent: text, className: "mk-try"});
            if (name) part.setAttribute("aria-label", name);
            document.querySelector(name === "ours" ? ".mk-lead" : "body").append(part);
        };
        put("p", "Download failed"); put("p", "200MB per file • CSV, XLSX"); put("button", "x", "Remove Riket");
        put("p", "351.7KB"); put("p", "4.27MB"); put("p", "Clear all by hand"); put("b", "Open", "ours");
    }""")
    tried = page.locator(".mk-try")
    expected = ["Open", "Filen kunde inte hämtas. Försök igen.", "Högst 200 MB CSV, XLSX", "x", "Clear all by hand"]
    expected += ["352 kB", "4,3 MB"]
    assert sorted(tried.all_text_contents()) == sorted(expected)
    assert page.locator("button.mk-try").get_attribute("aria-label") == "Ta bort Riket"
    assert page.evaluate("navigator.language") == "sv-SE"


def test_no_english_is_left_by_the_browsers_language(opened: Opened) -> None:
    """Numbers and dates are formatted by the server: no decimal point, no English month."""
    words = opened.page.locator("svg text").all_text_contents()
    assert len(words) >= 20 * (opened.screen.charts > 2)
    assert [word for word in words if re.search(r"\d\.\d", word)] == []


def test_english_would_be_found() -> None:
    texts = (
        "This app has encountered an error.",
        "Close",
        "View fullscreen",
        "Press Enter to apply",
        "Link to heading",
    )
    assert all(ENGLISH.search(text) for text in texts)
