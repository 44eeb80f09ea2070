"""What is relied on of a publisher stands in one place, may be changed in another, and never sends a key astray."""

import ast
import json
import re
import tomllib
from pathlib import Path

import pytest
from publisher import Publisher, Reply

from ingest import live, probes, publishers
from ingest.fetching.addresses import RefusedError
from ingest.fetching.download import Client, Limits
from ingest.publishers import written
from ingest.publishers.__main__ import page
from ingest.readers.scb import pxweb, pxweb_table
from ingest.sources import nobil
from ingest.sources.gtfs import trafiklab
from ingest.sources.kolada import kpis
from malkollen import ROOT
from malkollen.errors import DataError, SourceError

KEY = "hemlig-nyckel-1234"
MODULES = [path for path in (ROOT / "ingest").rglob("*.py") if path.parent.name != "publishers"]
SCHEMES = {"http://", "https://", "http://127.0.0.1:"}  # the last: this machine, to which a recording is shown


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MALKOLLEN_DATA", str(tmp_path))
    return tmp_path


def own(data: Path, text: str) -> None:
    (data / publishers.FILE).write_text(text, encoding="utf-8")


def constants(path: Path) -> list[str]:
    """The texts of a module's code; what its docstrings say is for readers."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    expressions = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in expressions
    ]


def ids() -> set[str]:
    """Every table's, content's, key figure's and product's id, every path and every address."""
    every = [value for name in publishers.NAMES for _, value in publishers.entries(name)]
    texts = {
        text for value in every for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)
    }
    return {
        text for text in texts if re.fullmatch(r"[A-Z]{1,3}[0-9]{3,}[A-Z0-9]*|[0-9]{6}[0-9A-Z]{2}|t[0-9]{5}|/.+", text)
    }


def test_no_address_and_no_id_stands_in_the_code() -> None:
    known = ids()
    assert {"TAB628", "BE0101U2", "000000QI", "N07418", "U01570", "t10026", "/api/server/datadump.php"} <= known
    written = {
        (path.relative_to(ROOT).as_posix(), text)
        for path in MODULES
        for text in constants(path)
        if (re.search(r"https?://[\w{]", text) or text in known) and text not in SCHEMES
    }
    assert written == set()


def test_the_page_lists_every_entry_as_it_is() -> None:
    """Where this fails: python -m ingest.publishers docs/utgivare.md."""
    assert (ROOT / "docs" / "utgivare.md").read_text(encoding="utf-8") == page()
    for name in publishers.NAMES:
        for entry, _ in publishers.entries(name):
            assert f"\n{entry} = " in page()


@pytest.mark.parametrize("name", publishers.NAMES)
def test_every_entry_may_be_given_again(name: str, data: Path) -> None:
    """All of a publisher's own file, as the data folder's: nothing is refused and nothing becomes another."""
    lines = [f"{_dotted(entry)} = {_toml(value)}" for entry, value in publishers.entries(name)]
    own(data, "\n".join(lines))
    publishers.check()
    assert publishers.read(name) == publishers.ours(name)


def _dotted(entry: str) -> str:
    """A full name as TOML has it; the codes of municipalities and fuels may hold spaces and brackets."""
    name = next(each for each in publishers.NAMES if entry.startswith(f"{each}."))
    parts: list[str] = [name]
    at: object = publishers.ours(name)
    rest = entry.removeprefix(f"{name}.")
    while rest:
        assert isinstance(at, dict)
        key = max((key for key in at if rest == key or rest.startswith(f"{key}.")), key=len)
        parts.append(json.dumps(key, ensure_ascii=False))
        at, rest = at[key], rest[len(key) + 1 :]
    return ".".join(parts)


def _toml(value: object) -> str:
    return "{}" if value == {} else json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[skb]\nx = 1", "publishers.toml rad 1: [skb] är ingen utgivare; de är emissions, kolada,"),
        ("scb = 1", "publishers.toml rad 1: scb ska vara en tabell, [scb]"),
        (
            "[scb.tables.peeple]\nid = 'TAB1'",
            "publishers.toml rad 1: scb.tables.peeple: okänd nyckel; scb.tables har population,",
        ),
        (
            "[scb.tables.population]\nidd = 'TAB1'",
            "scb.tables.population.idd: okänd nyckel; scb.tables.population har lag_months, id,",
        ),
        ("[scb.tables.population]\nid = 1", "scb.tables.population.id: ska vara en text, till exempel 'TAB628'"),
        ("[scb.tables.population]\nregions = ['']", "scb.tables.population.regions: ska vara en lista av texter"),
        ("[scb]\naddresses = ['ftp://x']", "scb.addresses: ska vara adresser som börjar med http:// eller https://"),
        ("[scb]\naddresses = ['https://a:b@x']", "scb.addresses: ska vara adresser"),
        ("[scb.limits]\ncalls = 0", "scb.limits.calls: ska vara ett heltal från ett och uppåt"),
        ("[scb.limits]\nseconds = 'x'", "scb.limits.seconds: ska vara ett tal"),
        ("[scb]\npaths = 'x'", "scb.paths: ska vara en tabell"),
        ("[scb]\nextendable = []", "scb.extendable: okänd nyckel"),
        ("[kolada.groups.kolada_nearness.kpis.N1]\nid = 'N1'", "kolada.groups.kolada_nearness.kpis.N1: okänd nyckel"),
        ("[nobil.ac]\n99 = 'x'", "nobil.ac.99: ska vara ett tal"),
        ("[nobil.ac]\n7 = nan", "nobil.ac.7: ska vara ett tal från noll och uppåt, inte nan eller inf"),
        ("[nobil.ac]\n7 = inf", "nobil.ac.7: ska vara ett tal från noll och uppåt, inte nan eller inf"),
        (
            "[kolada.groups.kolada_mileage.kpis.U07917]\nfactor = nan",
            "kolada.groups.kolada_mileage.kpis.U07917.factor: ska vara ett tal från noll och uppåt, inte nan",
        ),
        ("[scb.limits]\nseconds = inf", "scb.limits.seconds: ska vara ett tal från noll och uppåt, inte nan eller inf"),
        ("[scb.tables.population]\nid = '../../x?y='", "scb.tables.population.id: ska vara ett id"),
        ("[scb.tables.population]\nid = ''", "scb.tables.population.id: ska vara ett id"),
        ("[scb\n", "publishers.toml rad 1, kolumn 5: går inte att läsa som TOML"),
    ],
)
def test_what_is_not_an_entry_is_refused_by_name(text: str, message: str, data: Path) -> None:
    own(data, text)
    with pytest.raises(DataError) as error:
        publishers.check()
    assert message in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_entries_take_the_place_of_ours_at_once(data: Path) -> None:
    assert pxweb_table.of("population").id == "TAB628"
    own(data, "[scb.tables.population]\nid = 'TAB5557'\n[scb.limits]\ncalls = 3\n[nobil.ac]\n99 = 5.5\n")
    table = pxweb_table.of("population")
    assert (table.id, table.ours and table.ours.id, table.title) == ("TAB5557", "TAB628", "Folkmängd per kommun")
    assert live.limits_of("scb").calls == 3
    assert live.client(pxweb.LIVE, None).limits.calls == 3
    assert publishers.read("nobil")["ac"]["99"] == 5.5
    (data / publishers.FILE).unlink()
    assert pxweb_table.of("population").id == "TAB628"


def test_a_key_figure_may_be_another(data: Path) -> None:
    own(data, "[kolada.groups.kolada_nearness.kpis.N07418]\nid = 'N99999'\ntitle = ['Nära buss']\n")
    kpi = kpis.kpis()["N07418"]
    assert (kpi.id, kpi.title, kpi.series) == ("N99999", ("Nära buss",), "population_near_transit_pct")


# ───────────── Written ─────────────

KPIS = ("groups", "kolada_survey", "kpis")
OWN_FILES = {
    "none": "",
    "dotted keys": '[kolada.groups.kolada_survey] # min\nkpis.N00570.id = "N00570"\n',
    "in braces": '[kolada.groups.kolada_survey.kpis]\nN00570 = { id = "N00570" }\n',
    "all in braces": "[kolada]\ngroups = { kolada_survey = { lag_months = 2 } }\n",
    "spaces in a heading": "[ kolada . groups.kolada_survey ]\nlag_months = 2\n[scb.limits]\ncalls = 3\n",
    "its own table": '[kolada.groups.kolada_survey.kpis.N00570]\nid = "N00570" # kvar\n',
    "in pieces": "[kolada.groups.kolada_survey]\nlag_months = 2\n[scb.limits]\ncalls = 3\n"
    '[kolada.groups.kolada_survey.kpis.N00571]\nid = "N00571"\n',
    "a comment": "# [kolada.groups.kolada_survey.kpis.N00570]",
    "a byte order mark": "\ufeff[scb.limits]\ncalls = 3\n",
}


@pytest.mark.parametrize("text", OWN_FILES.values(), ids=OWN_FILES.keys())
def test_an_entry_is_written_into_whatever_is_valid_and_it_stays_so(text: str, data: Path) -> None:
    own(data, text)
    before = tomllib.loads(text.removeprefix("\ufeff"))
    written.put("kolada", (*KPIS, "N00570", "id"), "N09999")
    written.put("kolada", (*KPIS, "N00572", "title"), ['Nya "ord"', "andel (%)"])
    publishers.check()
    kpi = publishers.read("kolada")["groups"]["kolada_survey"]["kpis"]
    assert (kpi["N00570"]["id"], kpi["N00572"]["title"]) == ("N09999", ['Nya "ord"', "andel (%)"])
    assert publishers.read("scb")["limits"]["calls"] == before.get("scb", {}).get("limits", {}).get("calls", 10)
    new = (data / publishers.FILE).read_text(encoding="utf-8")
    assert [word for word in re.findall("#.*", text) if word not in new] == [], "varje kommentar står kvar"


def test_an_entry_that_the_file_has_no_room_for_is_not_written(data: Path) -> None:
    own(data, "[kolada]\ngroups = 1\n")
    with pytest.raises(DataError, match=r"^publishers\.toml: kolada\.groups: ska vara en tabell"):
        written.put("kolada", (*KPIS, "N00570", "title"), ["Titel"])


@pytest.mark.parametrize("value", ["", " ", "a\x7fb", "\ud800", ["Titel\x00"]])
def test_what_could_not_be_read_back_is_not_written(value: str | list[str], data: Path) -> None:
    own(data, "[scb.limits]\ncalls = 3\n")
    with pytest.raises(DataError, match=r"^publishers\.toml: kolada\.groups\.kolada_survey\.kpis\.N00570\.title: ut"):
        written.put("kolada", (*KPIS, "N00570", "title"), value)
    assert (data / publishers.FILE).read_text(encoding="utf-8") == "[scb.limits]\ncalls = 3\n"


def test_a_file_of_another_encoding_is_left_as_it_is(data: Path) -> None:
    (data / publishers.FILE).write_bytes("# våra\n".encode("latin-1"))
    with pytest.raises(DataError, match=r"^publishers\.toml: filen är inte UTF-8"):
        written.put("kolada", (*KPIS, "N00570", "id"), "N09999")
    assert (data / publishers.FILE).read_bytes() == "# våra\n".encode("latin-1")


# ───────────── Where a key goes ─────────────


def client() -> Client:
    declared = nobil.LIVE.declared
    return Client("NOBIL", Limits(calls=1000), secrets=[KEY], declared=declared, pause=lambda _seconds: None)


def test_no_key_goes_where_only_the_data_folder_says(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Publisher({"/x": b"ok"}) as other:
        own(data, f"[nobil]\naddresses = ['{other.url}']\n")
        assert nobil.LIVE.declared.base == other.url
        assert client().get(f"{other.url}/x").content == b"ok"
        for ask in (
            lambda: client().get(f"{other.url}/x", {"apikey": KEY}),
            lambda: client().post(f"{other.url}/x", form={"apikey": KEY}),
        ):
            with pytest.raises(SourceError) as error:
                ask()
            assert str(error.value).startswith(f"NOBIL: nyckeln skickas inte till {other.url}")
            assert str(error.value).endswith("stämmer det, sätt MALKOLLEN_NOBIL_KEY_HOST")
        assert len(other.asked) == 1
        monkeypatch.setenv("MALKOLLEN_NOBIL_KEY_HOST", other.url)
        assert client().get(f"{other.url}/x", {"apikey": KEY}).content == b"ok"


def test_a_feeds_own_address_gets_no_key_either(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Publisher({"/gtfs/sl/sl.zip": b"PK"}) as other:
        own(data, f"[trafiklab.feeds.regional]\naddress = '{other.url}'\n")
        asking = Client("Trafiklab", secrets=[KEY], declared=trafiklab.DECLARED, pause=lambda _seconds: None)
        monkeypatch.setenv(trafiklab.OPERATORS_VARIABLE, "sl")
        (feed,) = trafiklab.wanted()
        assert feed.url == f"{other.url}/gtfs/sl/sl.zip"
        with pytest.raises(SourceError, match="nyckeln skickas inte till"):
            trafiklab.ask_head(asking, feed, KEY)
        assert other.asked == []


def test_addresses_stand_in_dotenv_too(data: Path) -> None:
    with Publisher({"/x": b"ok"}) as other:
        (data / ".env").write_text(f"MALKOLLEN_NOBIL_URL={other.url}\n", encoding="utf-8")
        assert nobil.LIVE.declared.base == other.url
        assert client().get(f"{other.url}/x", {"apikey": KEY}).content == b"ok"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_post_follows_to_another_of_the_publishers(status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a key to all that are declared; with one only where a key may go."""
    with Publisher({"/new": b"ok"}) as other, Publisher() as first:
        first.route("/t", Reply(status=status, headers={"Location": f"{other.url}/new"}))
        monkeypatch.setenv("MALKOLLEN_NOBIL_URL", first.url)
        with pytest.raises(SourceError, match=r"adressen har flyttat till .*sätt MALKOLLEN_NOBIL_URL eller nobil.addr"):
            client().post(f"{first.url}/t", {"a": 1})
        assert other.asked == []
        monkeypatch.setenv("MALKOLLEN_NOBIL_KEY_HOST", other.url)
        assert client().post(f"{first.url}/t", form={"apikey": KEY}).content == b"ok"
        assert (other.asked[0].method, KEY in other.asked[0].body.decode()) == ("POST", True)


def test_a_missing_address_says_which_entry_to_change() -> None:
    with Publisher() as publisher:
        pass
    with Publisher() as publisher, pytest.MonkeyPatch.context() as patch:
        patch.setenv("MALKOLLEN_NOBIL_URL", publisher.url)
        with pytest.raises(RefusedError, match=r"adressen finns inte längre \(404"):
            client().get(f"{publisher.url}/x")


def test_a_publishers_fault_is_its_own_and_has_its_row(data: Path) -> None:
    own(
        data,
        '[kolada.limits]\ncalls = 5\n\n[scb]\npaths = { tables = "/t" }\naddresses = [\n  "https://a.example",\n  "ftp://b"\n]\n',
    )
    assert publishers.read("kolada")["limits"]["calls"] == 5
    assert publishers.fault("nobil") is None
    assert (publishers.fault("scb") or "").startswith("publishers.toml rad 6: scb.addresses: ska vara adresser")
    written.put("nobil", ("country",), "NOR")
    assert publishers.read("nobil")["country"] == "NOR"
    with pytest.raises(DataError, match=r"scb\.addresses"):
        written.put("scb", ("tables", "population", "id"), "TAB5557")


def test_a_slip_is_said_as_one_and_nobody_is_asked(data: Path) -> None:
    own(data, "[nobil]\ncuntry = 1\n")
    probed = probes._ask("nobil", nobil)
    assert (probed.state, probed.needs) == ("unasked", "entry")
    assert probed.said.startswith("publishers.toml rad 2: nobil.cuntry: okänd nyckel;")
    (step,) = probes.next_steps([probed])
    assert step.startswith("Rätta publishers.toml i datamappen där raden om nobil säger")
    own(data, "[nobil\n")
    assert {one.said for one in probes.ask() if one.needs == "entry"} == {
        "publishers.toml rad 1, kolumn 7: går inte att läsa som TOML"
    }
