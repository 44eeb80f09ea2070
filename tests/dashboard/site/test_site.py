"""The pages as files: whole, without script, every link leading somewhere, and put in place at once or not at all."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path

import pandas as pd
import pytest
import small_site

from dashboard.content.facts import Facts
from dashboard.site import mark, pages, writing
from malkollen.__main__ import main
from malkollen.editions.file import Edition
from malkollen.errors import ConflictError, DataError
from malkollen.served import ADDRESS_VARIABLE


@pytest.fixture(scope="module")
def site(facts: Facts, database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few pages of every kind. Read it, never change it."""
    to = tmp_path_factory.mktemp("published") / "site"
    small_site.publish(facts, to, database.parent)
    return to


def texts(site: Path) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def test_every_page_says_its_address_its_version_and_how_it_is_computed(site: Path, facts: Facts) -> None:
    for path, text in texts(site).items():
        assert text.count("<h1") == 1, path
        assert text.startswith('<!doctype html>\n<html lang="sv">')
        if path.startswith("data/"):
            continue
        footer = text.partition("<footer>")[2]
        assert f"Sidans adress: {path}" in footer
        assert facts.data_version in footer
        assert "sa-bedomer-vi.html" in footer


def test_no_page_needs_a_script_or_asks_anybody_for_anything(site: Path) -> None:
    for path, text in texts(site).items():
        assert re.findall(r"<(?:script|iframe|form|input|button|object|embed)\b", text) == [], path
        loaded = re.findall(r'<(?:img|link)\b[^>]*?(?:src|href)="([^"]*)"', text)
        assert loaded or path.startswith("data/")
        assert [one for one in loaded if re.match(r"[a-z]+:", one) and not one.startswith("data:image/svg")] == [], path
    style = (site / "stil.css").read_text(encoding="utf-8")
    assert re.findall(r"@import|url\((?!\"?(?:data:|typsnitt/))", style) == []
    own = re.findall(r'url\("(typsnitt/[^"]*)"\)', style)
    assert own
    assert [name for name in own if not (site / name).is_file()] == []


def test_the_row_that_the_map_shows_is_marked_and_only_that(site: Path) -> None:
    text = texts(site)["index.html"]
    assert "Den grå raden visas på kartan nedan." in unescape(text)
    (row,) = re.findall(r'<div class="site-multiple site-focus"><p><a [^>]*>([^<]*)', text)
    assert f"{row} 2025, %" in unescape(text)


def test_nothing_is_promised_that_only_the_screen_has(site: Path) -> None:
    pages = texts(site)
    assert "prickat" not in unescape(pages["ord.html"])
    assert "Fråga med egna ord" not in unescape(pages["index.html"])


def test_every_link_leads_somewhere_and_one_that_did_not_would_be_found(site: Path, tmp_path: Path) -> None:
    assert writing.broken_links(site) == []
    (tmp_path / "a.html").write_text('<p id="x"><a href="b.html"><a href="#y"><a href="#x"><img src="c%20d.svg">')
    (tmp_path / "c d.svg").write_text("")
    assert writing.broken_links(tmp_path) == ["a.html: b.html", "a.html: #y"]


def test_what_only_asks_is_left_out_and_what_is_told_stays(site: Path) -> None:
    text = unescape(texts(site)["indikator/K02.html"])
    assert "Pröva ett målvärde" not in text
    assert "Bredvid en annan indikator" not in text
    for heading in ("Karta", "Utveckling", "Jämförelse", "Vad krävs", "Så räknas det", "Källa och förbehåll"):
        assert f"{heading}</h" in text
    assert "Med och utan kommuner med många företagsbilar</summary>" in text


def test_data_documents_and_the_feed_lie_beside_the_pages(site: Path) -> None:
    frame = pd.read_csv(site / "data" / "varden.csv", dtype={"area": str})
    assert len(frame) > 20_000
    own = json.loads((site / "data" / "indikator" / "K02.json").read_text(encoding="utf-8"))
    assert own["indicator"]["page"] == "../../indikator/K02.html"
    assert next((site / "underlag").glob("*.xlsx")).stat().st_size > 10_000
    assert "<feed" in (site / "nytt.xml").read_text(encoding="utf-8")


def test_the_servers_address_stands_under_every_page_where_it_is_known(
    facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS_VARIABLE, "https://malkollen.exempel.se/")
    (page,) = (page for page in pages.every(facts) if page.path == "kommun/0127.html")
    text = dict(writing._page(facts, page, frozenset()))[page.path].decode()
    assert 'href="https://malkollen.exempel.se/kommun?kommun=0127"' in text


def test_a_site_is_put_in_place_whole_and_what_fails_leaves_it_as_it_was(tmp_path: Path) -> None:
    to = tmp_path / "site"
    count, size = writing.put(to, [("a/b.html", b'<a href="../c.html">'), ("c.html", b"")], {"as_of": "2026-11-28"})
    assert (count, size) == (3, 20 + (to / mark.NAME).stat().st_size)

    def failing() -> Iterator[tuple[str, bytes]]:
        yield "x.html", b""
        raise RuntimeError("en sida gick inte att sätta")

    with pytest.raises(RuntimeError):
        writing.put(to, failing(), {})
    with pytest.raises(DataError, match=r"1 länkar leder ingenstans, den första d\.html: e\.html"):
        writing.put(to, [("d.html", b'<a href="e.html">')], {})
    assert (to / "a" / "b.html").exists()
    writing.put(to, [], {})
    assert [path.name for path in to.iterdir()] == [mark.NAME]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_nothing_else_is_written_over(tmp_path: Path, environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "brev.txt").write_text("viktigt")
    assert main(["publish", str(tmp_path / "annat")]) == 2
    assert "annat än en publicerad Målkollen" in capsys.readouterr().err
    (tmp_path / "lank").symlink_to(tmp_path / "finns inte")
    for path in (tmp_path / "annat" / "brev.txt", tmp_path / "lank"):
        with pytest.raises(ConflictError):
            writing.put(path, [], {})
    assert main(["publish", str(tmp_path / "ny"), "--edition", "finns-inte"]) == 2
    assert main(["publish", str(tmp_path / "ny"), "--edition", "x", "--as-of", "2026-01-01"]) == 2
    assert not (tmp_path / "ny").exists()
    assert (tmp_path / "annat" / "brev.txt").read_text() == "viktigt"


@pytest.mark.parametrize("other", ["robots.txt", ".well-known/x", "a.html", "a/tom/", "länk", "a/c.html"])
def test_what_somebody_laid_in_a_site_is_never_removed(tmp_path: Path, other: str) -> None:
    to, files = tmp_path / "site", [("a.html", b"1"), ("a/b.html", b"2")]
    writing.put(to, files, {})
    path = to / other
    path.parent.mkdir(exist_ok=True)
    if other == "länk":
        path.symlink_to(to / "a.html")
    elif other.endswith("/"):
        path.mkdir()
    else:
        path.write_text("mitt")
    there = {one.relative_to(to): one.is_file() and one.read_bytes() for one in to.rglob("*")}
    with pytest.raises(ConflictError, match=r"här ligger också (robots|\.well|a\.html|a/tom|länk|a/c)"):
        writing.put(to, files, {})
    assert {one.relative_to(to): one.is_file() and one.read_bytes() for one in to.rglob("*")} == there


def test_another_programs_folder_with_a_file_of_the_marks_name_is_left(tmp_path: Path) -> None:
    (tmp_path / mark.NAME).write_text('{"as_of": "2026-11-28"}')
    (tmp_path / "malkollen.duckdb").write_text("allt")
    with pytest.raises(ConflictError, match=r"också malkollen\.duckdb"):
        writing.put(tmp_path, [], {})
    assert (tmp_path / "malkollen.duckdb").read_text() == "allt"


@pytest.mark.parametrize("is_there", [True, False])
def test_what_comes_while_the_site_is_made_is_left(tmp_path: Path, *, is_there: bool) -> None:
    to = tmp_path / "site"
    if is_there:
        writing.put(to, [("a.html", b"1")], {})

    def slow() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        to.mkdir(exist_ok=True)
        (to / "annans.txt").write_text("viktigt")

    with pytest.raises(ConflictError):
        writing.put(to, slow(), {})
    assert (to / "annans.txt").read_text() == "viktigt"
    assert (to / "a.html").exists() is is_there
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "disk" / "site").mkdir(parents=True)
    (tmp_path / "www").symlink_to(tmp_path / "disk" / "site")
    for text in (b"1", b"2"):
        writing.put(tmp_path / "www", [("a.html", text)], {})
        assert (tmp_path / "disk" / "site" / "a.html").read_bytes() == text
    assert (tmp_path / "www").is_symlink()


def test_a_fixed_version_leads_to_its_own_data_and_says_which_it_is(facts: Facts) -> None:
    made = Edition("2026-11-provning", date(2026, 11, 22), "Prövningen", datetime.now(UTC), "a", "b", "1", {}, "f" * 64)
    fixed = replace(facts, edition=made)
    (page,) = (page for page in pages.every(fixed) if page.path == "kallor.html")
    text = dict(writing._page(fixed, page, frozenset()))[page.path].decode()
    assert 'href="data/index.html"' in text
    assert 'href="data/varden.csv"' in text
    assert "data/utgava" not in text
    assert "Fastställd version 2026-11-provning: Prövningen, 22\u00a0november\u00a02026" in text


def test_there_is_a_page_of_every_indicator_municipality_and_comparison(facts: Facts) -> None:
    paths = [page.path for page in pages.every(facts)]
    assert len(paths) == len(set(paths))
    assert {f"kommun/{code}.html" for code in facts.areas.municipalities} <= set(paths)
    listed = [one.code for one in facts.registry.indicators.values() if one.kind != "lageslista"]
    assert {f"indikator/{code}.html" for code in listed} <= set(paths)
    assert sum(path.startswith("jamfor/") for path in paths) > 10
