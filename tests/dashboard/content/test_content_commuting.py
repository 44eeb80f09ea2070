"""What the page Pendling says: published figures per municipality, and a made-up matrix for the group's arithmetic."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import made_matrix
import pytest
from parts import every

from dashboard.blocks.live import FlowMap
from dashboard.blocks.page import Chart
from dashboard.blocks.table import Number, Table
from dashboard.content import facts as dashboard_facts
from dashboard.content.commuting import commuting as content, matrix, page, streams
from dashboard.content.facts import Facts
from dashboard.drawings import images
from dashboard.screen import painter
from dashboard.screen.charts import commuting_chart
from dashboard.screen.maps import as_image, flow_map
from dashboard.workbook import downloads
from malkollen.values.commuting import REST_OF_COUNTRY, REST_OF_COUNTY, Flow

TODAY = date(2026, 11, 22)
EIGHT = ["Botkyrka", "Haninge", "Huddinge", "Nykvarn", "Nynäshamn", "Salem", "Södertälje", "Tyresö"]


@pytest.fixture(scope="module")
def made_database(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built database with a made-up matrix for 2020 and 2024."""
    path = tmp_path_factory.mktemp("made") / database.name
    shutil.copyfile(database, path)
    made_matrix.add(path)
    return path


@pytest.fixture(scope="module")
def invented(made_database: Path) -> Facts:
    return dashboard_facts.load(made_database, TODAY)


@pytest.fixture
def with_hole(made_database: Path, tmp_path: Path) -> Facts:
    """The same with two cells that nobody published."""
    path = tmp_path / made_database.name
    shutil.copyfile(made_database, path)
    made_matrix.take_out(path, "0140", "0128")
    made_matrix.take_out(path, "0140", "1480")
    return dashboard_facts.load(path, TODAY)


@pytest.fixture
def made_rows(made_database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(made_database, read_only=True) as db:
        yield db


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def numbers(found: Table, row: int) -> dict[str, float | None]:
    headings = [column.title for column in found.columns]
    return {h: c.value for h, c in zip(headings, found.rows[row], strict=True) if isinstance(c, Number)}


def column(found: Table, title: str) -> list[float | None]:
    place = [column.title for column in found.columns].index(title)
    return [cell.value for row in found.rows if isinstance(cell := row[place], Number)]


# ───────────── In and out per municipality, as published ─────────────


def test_the_table_has_the_published_figures_and_their_difference(facts: Facts) -> None:
    table = content.year_table(facts, 2024)
    headings, rows = table.shown()
    assert headings == ["Kommun", "Inpendlare", "Utpendlare", "Netto", "Arbetar i annan kommun (%)"]
    assert [row[0] for row in rows] == [*EIGHT, "Stockholm"]
    assert numbers(table, 0) == {
        "Inpendlare": 13869, "Utpendlare": 34159, "Netto": -20290, "Arbetar i annan kommun (%)": 72.59
    }  # fmt: skip
    assert "Källa" in [column.title for column in table.file.columns]


def test_nothing_is_summed_for_the_group_without_the_matrix(facts: Facts) -> None:
    for found in (content.year_table(facts, 2024), content.years_table(facts)):
        assert "Södertörn" not in [row[0] for row in found.rows]
    assert content.year_table(facts, 2024).notes == (
        (
            "Någon summa för Södertörn står inte här: den som reser mellan två av de åtta pendlar över en kommungräns "
            "men lämnar inte Södertörn."
        ),
    )


def test_a_missing_figure_is_missing_and_never_zero(facts: Facts) -> None:
    measures = {**facts.measures, "in_commuters": {2024: {"0126": 32868.0}}}
    holed = replace(facts, measures=measures)
    found = {row.code: row for row in content.crossings(holed, 2024)}
    assert (found["0127"].into, found["0127"].net) == (None, None)
    assert found["0126"].net == 32868 - 43306
    assert numbers(content.year_table(holed, 2024), 0)["Netto"] is None
    assert "I en av de 1 som har uppgift pendlade fler ut än in 2024." in content.takeaway(holed, 2024)


def test_the_sentences_count_and_name(facts: Facts) -> None:
    assert plain(content.takeaway(facts, 2024)) == (
        "I sju av de åtta pendlade fler ut än in 2024; Södertälje hade fler inpendlare än utpendlare. "
        "Flest utpendlare hade Huddinge: 43 306 personer."
    )
    assert content.over_years(facts) == (
        "Mellan 2022 och 2024 blev utpendlarna fler i sex av de åtta, inpendlarna i fyra av de åtta. "
        "Mellan 2020 och 2024 blev ut- och inpendlarna fler i alla åtta."
    )


def test_a_break_before_the_first_point_is_said_and_not_drawn(facts: Facts) -> None:
    assert content.break_lines(facts)[0] == (
        "Serien bryts 2020: SCB räknar sysselsatta ur ett nytt register från 2020. Äldre siffror kan inte jämföras med "
        "dem här."
    )
    chart = commuting_chart.over_years(content.lines(facts, "ut"), "personer", content.breaks(facts))
    assert "bryts 2020" not in [note.text for note in chart.layout.annotations]
    assert any("Serien bryts 2020" in note for note in content.years_table(facts).notes)


def test_the_years_are_side_by_side_on_screen_and_a_row_each_in_the_file(facts: Facts) -> None:
    found = content.years_table(facts)
    assert found.shown()[0][:3] == ["Kommun", "Utpendlare 2020", "Utpendlare 2021"]
    assert len(found.file.rows) == 8 * 3 * 5
    assert "0127;Botkyrka;Utpendlare;2024;34159".replace(".", ",") in downloads.csv_bytes(found.file).decode()


@pytest.mark.parametrize("what", content.SHOWN)
def test_every_line_is_one_of_the_eight(what: str, facts: Facts) -> None:
    drawn = content.lines(facts, what)
    assert [line.name for line in drawn] == EIGHT
    assert all(sorted(line.values) == [2020, 2021, 2022, 2023, 2024] for line in drawn)


def test_the_bars_go_both_ways_with_the_numbers_as_published(facts: Facts) -> None:
    rows = [(facts.areas.name(row.code), row.into, row.out) for row in content.crossings(facts, 2024)]
    chart = commuting_chart.both_ways(rows, "Haninge")
    assert [name for name in chart.layout.yaxis.ticktext if "<b>" in name] == ["<b>Haninge</b>"]
    into, out = chart.data
    assert list(into.x) == [-value for _, value, _ in rows if value]
    assert list(out.x) == [value for _, _, value in rows]
    assert plain(into.text[0]) == "13 869"
    (missing, _) = commuting_chart.both_ways([("Botkyrka", None, 1.0)]).data
    assert list(missing.text) == ["saknas"]


# ───────────── The matrix, from made-up figures only ─────────────


def test_without_a_matrix_there_are_no_years(facts: Facts) -> None:
    assert facts.commuting.years == []
    assert facts.commuting.sources == ()


def test_the_zones_are_the_country_once(invented: Facts) -> None:
    members = [code for zone in invented.commuting.zones for code in zone.members]
    assert len(members) == len(set(members)) == 290
    assert [zone.name for zone in invented.commuting.zones] == [*EIGHT, "Stockholm", "Övriga länet", "Övriga riket"]


def test_every_sum_is_the_sum_of_its_cells(invented: Facts, made_rows: duckdb.DuckDBPyConnection) -> None:
    commuting = invented.commuting
    (everything,) = made_rows.execute("SELECT sum(commuters) FROM mart.commuting WHERE year = 2024").fetchone() or (0,)
    assert commuting.total(2024, commuting.everywhere, commuting.everywhere) == Flow(everything)
    query = """
        SELECT sum(commuters) FROM mart.commuting WHERE year = 2024
        AND home IN (SELECT municipality_code FROM mart.members WHERE area_id = 'sodertorn')
        AND work NOT IN (SELECT municipality_code FROM mart.members WHERE area_id = 'sodertorn')"""
    (out,) = made_rows.execute(query).fetchone() or (0,)
    assert commuting.out_of(2024, commuting.home) == Flow(out)


def test_trips_between_members_are_within_the_group(invented: Facts) -> None:
    commuting, home = invented.commuting, invented.commuting.home
    single = [(commuting.within(2024, [code]), commuting.out_of(2024, [code])) for code in home]
    within = commuting.within(2024, home).commuters or 0
    between = matrix.between_members(invented, 2024).commuters or 0
    assert between > 0
    assert within == sum(inside.commuters or 0 for inside, _ in single) + between
    assert commuting.out_of(2024, home).commuters == sum(out.commuters or 0 for _, out in single) - between
    residents = commuting.total(2024, home, commuting.everywhere).commuters
    assert residents == within + (commuting.out_of(2024, home).commuters or 0)


def test_the_matrix_adds_up_by_row_and_column(invented: Facts) -> None:
    table = matrix.matrix_table(invented, 2024)
    headings, rows = table.shown()
    assert headings[1:] == [*EIGHT, "Södertörn", "Stockholm", "Övriga länet", "Övriga riket", "Summa"]
    assert [row[0] for row in rows] == headings[1:]
    values = [[cell.value or 0 for cell in row if isinstance(cell, Number)] for row in rows]
    for line in (*values, *zip(*values, strict=True)):
        assert sum(line[:8]) == line[8]
        assert sum(line[8:12]) == line[12]
    assert [rows[place][0] for place in sorted(table.emphasis)] == ["Södertörn", "Summa"]


def test_the_file_has_a_row_a_flow_and_no_sums(invented: Facts) -> None:
    table = matrix.matrix_table(invented, 2024).file
    assert len(table.rows) == 11 * 11
    total = sum(value or 0 for value in column(table, "Personer"))
    assert (
        total == invented.commuting.total(2024, invented.commuting.everywhere, invented.commuting.everywhere).commuters
    )
    assert "Södertörn" not in {str(row[0]) for row in table.rows}


def test_the_groups_row_follows_the_groups_arithmetic(invented: Facts) -> None:
    table = matrix.areas_table(invented, 2024)
    home = numbers(table, 8)
    assert table.rows[8][0] == "Södertörn"
    assert home["Ut"] == invented.commuting.out_of(2024, invented.commuting.home).commuters
    assert (home["Ut"] or 0) < sum(value or 0 for value in column(table, "Ut")[:8])
    assert home["Netto"] == sum(value or 0 for value in column(table, "Netto")[:8])


def test_the_sentences_say_share_and_people(invented: Facts) -> None:
    commuting, home = invented.commuting, invented.commuting.home
    share = (
        100
        * (commuting.within(2024, home).commuters or 0)
        / (commuting.total(2024, home, commuting.everywhere).commuters or 1)
    )
    assert matrix.own_share(invented, 2024) == pytest.approx(share)
    assert matrix.takeaway(invented, 2024).startswith(f"2024 arbetade {matrix.share_text(share)} av Södertörns ")
    assert "2020 och" in matrix.over_years(invented)
    assert matrix.source_line(invented) == "Källa: påhittade siffror för prov, bearbetning: Södertörns kansli"


def test_no_change_is_told_over_a_break(invented: Facts) -> None:
    flows = {2019: invented.commuting.flows[2020], 2020: invented.commuting.flows[2020]}
    across = replace(invented, commuting=replace(invented.commuting, flows=flows))
    assert matrix.over_years(across) == "Det finns inte två jämförbara år av matrisen ännu."
    chart = commuting_chart.over_years(matrix.lines(across), "personer", matrix.breaks(across))
    assert "bryts 2020" in [note.text for note in chart.layout.annotations]


@pytest.mark.parametrize(("direction", "count", "rows"), every(2, [("inom", 28, 56), ("ut", 24, 24), ("in", 24, 24)]))
def test_the_map_and_its_list_have_the_same_streams(direction: str, count: int, rows: int, invented: Facts) -> None:
    drawn = streams.streams(invented, 2024, direction)
    sizes = [stream.flow.commuters or 0 for stream in drawn]
    listed = streams.streams_table(invented, 2024, direction)
    assert (len(drawn), len(listed.rows)) == (count, rows)
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == sum(value or 0 for value in column(listed, "Personer"))
    chart = flow_map.figure(invented, 2024, direction)
    widths = [trace.line.width for trace in chart.data if trace.type == "scattergeo" and trace.mode == "lines"]
    assert max(widths) == flow_map.WIDEST
    assert len(widths) == sum(size > 0 for size in sizes)
    (words,) = [t.customdata for t in chart.data if t.type == "scattergeo" and t.hovertemplate]
    assert list(words) == [stream.words for stream in drawn]


def test_the_lines_are_as_wide_as_their_streams_are_large(invented: Facts) -> None:
    drawn = streams.streams(invented, 2024, "ut")
    chart = flow_map.figure(invented, 2024, "ut")
    widths = sorted(t.line.width for t in chart.data if t.type == "scattergeo" and t.mode == "lines")[::-1]
    first, second = (stream.flow.commuters or 0 for stream in drawn[:2])
    assert widths[1] == pytest.approx(flow_map.WIDEST * second / first)
    around = {"0180", REST_OF_COUNTY, REST_OF_COUNTRY}
    assert {stream.end for stream in drawn} == around
    assert {stream.start for stream in streams.streams(invented, 2024, "in")} == around


def test_missing_cells_are_counted_and_not_taken_for_zero(with_hole: Facts) -> None:
    commuting = with_hole.commuting
    assert commuting.flows[2024]["0140", "0128"] == Flow(None, 1)
    assert commuting.flows[2024]["0140", REST_OF_COUNTRY].missing == 1
    text = plain(matrix.incomplete(with_hole, 2024) or "")
    assert text.startswith("2 av matrisens 84 100 uppgifter för 2024 saknas.")
    assert text in [plain(note) for note in matrix.matrix_table(with_hole, 2024).notes]
    assert "ofullständig" in matrix.status(with_hole, 2024, commuting.flows[2024]["0140", REST_OF_COUNTRY])
    listed = streams.streams_table(with_hole, 2024, "inom")
    assert column(listed, "Personer")[-1] is None
    assert flow_map.figure(with_hole, 2024, "inom").data


def test_a_whole_matrix_has_nothing_missing(invented: Facts) -> None:
    assert matrix.incomplete(invented, 2024) is None


def test_a_preliminary_year_says_so(database: Path, tmp_path: Path) -> None:
    path = tmp_path / database.name
    shutil.copyfile(database, path)
    made_matrix.add(path, (2024,), "preliminary")
    found = dashboard_facts.load(path, TODAY)
    assert matrix.status(found, 2024, found.commuting.flows[2024]["0127", "0126"]) == "preliminär"
    assert [s.title for s in found.sources if s.source == made_matrix.SOURCE] == ["Påhittad matris för prov"]


# ───────────── As images ─────────────


@pytest.mark.parametrize("way", every(3, [*streams.DIRECTIONS]))
def test_the_streams_can_be_taken_as_an_image_with_their_source(way: str, invented: Facts) -> None:
    (chart,) = [
        block
        for section in page.of_matrix(invented, 2024, way)
        for block in section.blocks
        if isinstance(block, Chart) and isinstance(block.drawing, FlowMap)
    ]
    assert chart.named
    assert chart.named.source.startswith("Källa: påhittade siffror")
    sheet = as_image.sheet(painter.paint(invented, chart.drawing).to_dict(), images.ACROSS, images.TEXT)
    assert {"Huddinge", "Nynäshamn"} <= {box.text for box in sheet.boxes}
    assert sheet.png(60).startswith(b"\x89PNG")


def test_two_years_are_a_slope_with_nothing_between_them(invented: Facts) -> None:
    chart = commuting_chart.over_years(matrix.lines(invented), "personer", {})
    assert list(chart.layout.xaxis.ticktext) == ["2020", "2024"]


@pytest.mark.parametrize(("gone", "way", "other"), [("in_commuters", "ut", "in"), ("out_commuters", "in", "ut")])
def test_who_nobody_follows_is_not_said_to_be_missing(gone: str, way: str, other: str, facts: Facts) -> None:
    """A figure that the registry gives no role is left out, not told as "saknas" (roles: "klarar sig utan")."""
    roles = facts.registry.roles.model_copy(update={gone: None})
    one = replace(facts, registry=facts.registry.model_copy(update={"roles": roles}))
    assert [*content.shown(one)] == [way]
    assert "saknas" not in content.takeaway(one, 2024)
    assert content.takeaway(one, 2024).startswith(f"Flest {content.SHOWN[way].lower()} 2024 hade ")
    assert content.SHOWN[other].lower() not in f"{content.over_years(one)} {content.lead(one)}"
    columns = [column.title for column in content.year_table(one, 2024).columns]
    assert content.SHOWN[way] in columns
    assert not {content.SHOWN[other], "Netto"} & {*columns}
    sections = page.crossings(one, way)
    share = "Andel av de sysselsatta invånarna som arbetar i en annan kommun 2024"
    assert [section.heading for section in sections if section.heading] == [
        f"{content.SHOWN[way]} per kommun 2024",
        *([share] if way == "ut" else []),
        f"{content.SHOWN[way]} över åren",
    ]
