"""How long a page takes, on the server and until it is drawn, against an empty Streamlit page in the same run.

Run from the checkout, where there is a Chromium: uv run python benchmarks/pages.py
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, sync_playwright
from streamlit.testing.v1 import AppTest

from ingest import build
from malkollen import ROOT
from malkollen.commands.start import _answers, _command, free_port

ROUNDS = 3
ADDRESS = "localhost"
EMPTY = "import streamlit as st\nst.title('Tom')\n"
PAGES = {
    "Översikt": ("overview", "/", 2),
    "Mål": ("goal", "/mal", 1),
    "Indikator": ("indicator", "/indikator", 3),
    "Kommun": ("municipality", "/kommun?kommun=0136", 1),
    "Jämför": ("compare", "/jamfor", 3),
    "Data och källor": ("sources", "/kallor", 0),
}
DRAWN = """count => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]')
    && document.querySelector('h1') && document.querySelectorAll('.js-plotly-plot .main-svg').length >= count"""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def serving(empty: Path | None = None) -> Iterator[str]:
    """A new server of ours, or of an empty page: its address."""
    port = free_port(ADDRESS, 8700)
    options = ["--server.address", ADDRESS, "--server.port", str(port), "--server.headless", "true"]
    own = _command(ADDRESS, port)
    command = [sys.executable, "-m", "streamlit", "run", str(empty), *options] if empty else own
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert _answers(server, ADDRESS, port), "the server did not start"
        yield f"http://{ADDRESS}:{port}"
    finally:
        server.terminate()
        server.wait()


def drawn(browser: Browser, address: str, charts: int) -> float:
    """Seconds from asking for an address to a page that is drawn, in a browser that has cached nothing."""
    with browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        started = perf_counter()
        page.goto(address)
        page.wait_for_function(DRAWN, arg=charts)
        return perf_counter() - started


def script_run(script: Path, view: str | None) -> tuple[float, float]:
    """Seconds of a page's script in this process: the first run, and a run again as after a choice."""
    app = AppTest.from_file(str(script), default_timeout=60)
    if view:
        app.run()
        app.switch_page(f"views/{view}.py")
    times = []
    for _ in range(1 + ROUNDS):
        started = perf_counter()
        app.run()
        times.append(perf_counter() - started)
    return times[0], median(times[1:])


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        for part in ("figures", "reference"):
            shutil.copytree(ROOT / "data" / part, folder / part)
        build.build(folder)
        os.environ |= {"MALKOLLEN_DATA": str(folder), "MALKOLLEN_WARM": "0"}  # cold is what nobody has opened yet
        empty = folder / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        known = (shutil.which(name) for name in ("chromium", "chromium-headless-shell"))
        path = next(filter(None, known), None) or sys.exit("no Chromium on this machine")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        app = ROOT / "dashboard" / "app.py"
        base_again = script_run(empty, None)[1]
        with serving(empty) as origin:
            base_cold = drawn(browser, origin, 0)
            base_warm = median(drawn(browser, origin, 0) for _ in range(ROUNDS))
        print(f"{'s':<18}{'script':>8}{'again':>8}{'cold':>8}{'warm':>8}   (× the empty page)")
        print(f"{'tom sida':<18}{'':>8}{base_again:8.3f}{base_cold:8.2f}{base_warm:8.2f}")
        for title, (view, address, charts) in PAGES.items():
            first, again = script_run(app, view)
            with serving() as origin:
                cold = drawn(browser, origin + address, charts)
                warm = median(drawn(browser, origin + address, charts) for _ in range(ROUNDS))
            ratios = f"{again / base_again:.0f} ×, {cold / base_cold:.1f} ×, {warm / base_warm:.1f} ×"
            print(f"{title:<18}{first:8.3f}{again:8.3f}{cold:8.2f}{warm:8.2f}   ({ratios})", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
