"""The server's policy in a real browser: no page is refused what it needs, and what is not the page's own is."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser
from screen import Opened
from serving import Server
from traffic import Traffic
from windows import Size, Windows


def test_no_page_is_refused_anything_by_the_policy(opened: Opened) -> None:
    assert opened.traffic.refused == []


ATTEMPTS = (
    "document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.taken = 1'}))",
    "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.taken = 1\">')",
    "setTimeout('window.taken = 1')",
    "import(URL.createObjectURL(new Blob(['window.taken = 1'], {type: 'text/javascript'}))).catch(() => null)",
    "fetch('http://127.0.0.1:9/').catch(() => null)",
    "document.body.append(Object.assign(document.createElement('img'), {src: 'http://127.0.0.1:9/x.png'}))",
    "document.head.append(Object.assign(document.createElement('base'), {href: 'http://127.0.0.1:9/'}))",
)


def test_what_is_not_the_pages_own_is_refused_and_seen(server: Server, windows: Windows) -> None:
    traffic = Traffic(server.origin)
    with windows.lent(Size()) as page, traffic.followed(page):
        page.goto(f"{server.origin}/kallor")
        page.locator("h1").wait_for()
        for attempt in ATTEMPTS:
            traffic.refused.clear()
            page.evaluate(f"() => {{ {attempt} }}")
            assert traffic.await_refusal(page), attempt
            assert page.evaluate("window.taken") is None, attempt


@contextmanager
def framing(folder: Path, address: str) -> Iterator[str]:
    """Another server of this machine, with a page that shows an address in a frame."""
    (folder / "index.html").write_text(f'<title>Annan</title><iframe src="{address}/kallor"></iframe>')

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as other:
        Thread(target=other.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{other.server_port}"
        other.shutdown()


def test_nobody_else_shows_it_in_a_frame(server: Server, browser: Browser, tmp_path: Path) -> None:
    traffic = Traffic(server.origin)
    with framing(tmp_path, server.origin) as other, browser.new_page() as page, traffic.followed(page):
        page.goto(other)
        assert any("frame-ancestors" in refusal for refusal in traffic.await_refusal(page))
        assert page.frame_locator("iframe").locator("h1").count() == 0


def test_another_page_of_this_machine_opens_no_socket_and_reads_nothing(
    server: Server, windows: Windows, tmp_path: Path
) -> None:
    ask = "address => fetch(address).then(answer => answer.status).catch(error => String(error))"
    knock = """address => new Promise(done => {
        const socket = new WebSocket(address);
        socket.onopen = () => done('open');
        socket.onerror = () => done('refused');
    })"""
    with framing(tmp_path, server.origin) as other, windows.lent(Size()) as page:
        page.goto(other)
        socket = server.origin.replace("http", "ws") + "/_stcore/stream"
        assert page.evaluate(knock, socket) == "refused"
        assert "TypeError" in page.evaluate(ask, f"{server.origin}/halsa")
        page.goto(f"{server.origin}/kallor")
        assert page.evaluate(knock, socket) == "open", "its own pages do"
