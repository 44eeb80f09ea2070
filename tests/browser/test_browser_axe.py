"""No page breaks a rule of WCAG 2.1 A or AA that axe-core can find, with everything unfolded."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from screen import SCREENS, Opened, Visit, unfold

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def violations(page: Page) -> list[str]:
    """The rules that are broken, each with the element that breaks it and why."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
    return [
        f"{rule['id']}: {node['target']} {node['html'][:200]} ({node['failureSummary']})"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def test_a_page_breaks_no_rule(opened: Opened) -> None:
    unfold(opened.page)
    assert violations(opened.page) == []


@pytest.mark.thorough  # others in test_browser_programmes.py, test_browser_reports.py and test_browser_site.py
def test_a_narrow_page_breaks_no_rule(visit: Visit) -> None:
    screen = SCREENS["indikator"]
    assert violations(visit(screen.address, width=390, height=844, charts=screen.maps + screen.charts)) == []


def test_open_lists_break_no_rule(opened: Opened) -> None:
    """One page's list; it is shut again for the tests that read the page after this one."""
    if opened.screen != SCREENS["indikator"]:
        return
    opened.page.get_by_role("combobox", name="År", exact=True).click()
    option = opened.page.get_by_role("option", name="2024", exact=True)
    option.wait_for()
    assert violations(opened.page) == []
    opened.page.keyboard.press("Escape")
    option.wait_for(state="detached")


def test_a_broken_rule_would_be_found(browser: Browser) -> None:
    with browser.new_page() as page:
        page.set_content(
            "<html lang='sv'><title>Prov</title><main><h1>Prov</h1><img src='data:,'>"
            "<p style='color: #aaa; background: #fff'>Blek text</p><button></button></main>"
        )
        found = {violation.split(":")[0] for violation in violations(page)}
    assert found == {"image-alt", "color-contrast", "button-name"}
