"""PDFs are set in a process that ends: its memory with it, in bounded time, few at once, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import BoundedSemaphore

import pytest

from dashboard.blocks.blocks import Section, Tabular, Text
from dashboard.blocks.table import table
from dashboard.documents.document import Document
from dashboard.paper import pdf_press, pdf_writer
from malkollen.errors import MalkollenError

MADE = datetime(2026, 11, 22, tzinfo=UTC)
ENDLESS = "#for a in range(9000) { for b in range(9000) { for c in range(9000) { let d = calc.sqrt(a * b + c) } } }"
HUNGRY = (
    "#let grown(n) = if n == 0 { (0,) } else { let half = grown(n - 1); half + half }\n#metadata(grown(28).len())<end>"
)
HELD = """
import sys, time
from pathlib import Path
from dashboard.paper import pdf_press
with pdf_press.opened("prov", Path(sys.argv[1])) as press:
    print(press.process.pid, flush=True)
    time.sleep(60)
"""

needs_proc = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="systemet visar inte processers minne")


def memory() -> int:
    """Resident memory of this process, MB."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) // 1024


def long_document(name: str) -> Document:
    rows = [{"Ord": f"{name} {n} ord", "Fler": f"Ord {n} om {name}"} for n in range(250)]
    texts = [Text(f"{name} {n}: " + " ".join(f"ord{n}{m}" for m in range(60))) for n in range(50)]
    return Document(
        name, "prov", "report", [Section("A", [*texts, Tabular(table(name, "t", rows, "K"))])], made_at=MADE
    )


def waits_for(is_so: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while not is_so() and time.monotonic() < end:
        time.sleep(0.02)
    return is_so()


def is_running(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.thorough  # its process ends, below
@needs_proc
def test_many_different_documents_leave_no_memory_behind() -> None:
    pdf_writer.write(long_document("Uppvärmning"))
    before = memory()
    for name in ("Ett", "Två", "Tre", "Fyra"):
        assert pdf_writer.write(long_document(name)).startswith(b"%PDF")
    assert memory() - before < 20


def test_the_same_bytes_whichever_process_wrote_them() -> None:
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _: pdf_writer.write(long_document("Ett")), range(4)))
    assert len(set(found)) == 1


def test_a_document_that_takes_too_long_is_stopped_and_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    endless = tmp_path / "endless.typ"
    endless.write_text(ENDLESS, encoding="utf-8")
    monkeypatch.setattr(pdf_press, "LONGEST_SECONDS", 1)
    monkeypatch.setattr(pdf_writer, "TEMPLATE", endless)
    began = time.monotonic()
    with pytest.raises(MalkollenError, match=r"^prov: PDF-filen tog mer än 1 sekunder och avbröts\. Ta bort avsnitt"):
        pdf_writer.write(long_document("Ett"))
    assert time.monotonic() - began < 5


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="systemet har ingen gräns för en process minne")
def test_a_document_that_takes_too_much_memory_is_stopped_and_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hungry = tmp_path / "hungry.typ"
    hungry.write_text(HUNGRY, encoding="utf-8")
    monkeypatch.setattr(pdf_press, "MOST_MEMORY", 300_000_000)
    with (
        pdf_press.opened("prov", hungry) as press,
        pytest.raises(MalkollenError, match=r"^prov: PDF-filen krävde för mycket minne eller avbröts\. Ta bort"),
    ):
        press.marks({}, "end")


def test_two_are_written_at_once_and_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_press, "_places", BoundedSemaphore(2))
    monkeypatch.setattr(pdf_press, "LONGEST_SECONDS", 1)
    with (
        pdf_press.opened("a", pdf_writer.TEMPLATE),
        pdf_press.opened("b", pdf_writer.TEMPLATE),
        pytest.raises(MalkollenError, match=r"^prov: många PDF-filer skrivs just nu\. Försök igen om några"),
    ):
        pdf_writer.write(long_document("Ett"))
    monkeypatch.setattr(pdf_press, "LONGEST_SECONDS", 60)
    assert pdf_writer.write(Document("T", "prov", "report", [Section("A", [])], made_at=MADE)).startswith(b"%PDF")


@needs_proc
def test_nothing_is_left_of_it_afterwards_nor_when_the_server_is_killed() -> None:
    with pdf_press.opened("prov", pdf_writer.TEMPLATE) as press:
        assert is_running(press.process.pid)
    assert not is_running(press.process.pid)
    server = subprocess.Popen([sys.executable, "-c", HELD, str(pdf_writer.TEMPLATE)], stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    child = int(server.stdout.readline())
    assert is_running(child)
    os.kill(server.pid, signal.SIGKILL)
    server.communicate()
    assert waits_for(lambda: not is_running(child))


def test_it_is_a_light_process_that_imports_nothing_of_ours() -> None:
    program = f"import runpy, sys; runpy.run_path({str(pdf_press.PROGRAM)!r}); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True).stdout
    loaded = {name.split(".")[0] for name in said.split()}
    assert "typst" in loaded
    assert not loaded & {"dashboard", "malkollen", "streamlit", "pandas", "matplotlib", "socket", "ssl"}
