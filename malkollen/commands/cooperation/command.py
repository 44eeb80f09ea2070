"""The command `malkollen cooperation`: writes a whole data folder, or nothing."""

import argparse
import re
import shlex
import shutil
import tomllib
from pathlib import Path

from malkollen import ROOT, console
from malkollen.commands.cooperation import followed, groups as grouping, members, places
from malkollen.commands.cooperation.groups import Groups
from malkollen.commands.cooperation.members import Cooperation
from malkollen.commands.cooperation.registry_text import registry_text
from malkollen.errors import EntryError, StorageError
from malkollen.registry import content
from malkollen.registry.home import capital, genitive
from malkollen.texts.swedish import listed

SHIPPED = ROOT / "data"
REFERENCE = "municipalities.csv"
COPIED = ("figures", "templates")


def add_parsers(commands: "argparse._SubParsersAction[console.Parser]") -> None:
    """The command `malkollen cooperation`."""
    text = "börja för en annan samverkan: en ny datamapp"
    parser = commands.add_parser("cooperation", help=text, description=f"{capital(text)}.")
    parser.set_defaults(run=run)
    parser.epilog = "Mappen får inte ha något i sig. Det som är kvar att fylla i nämns av malkollen check."
    parser.add_argument("name", metavar="NAMN", help='samverkans namn, till exempel "Skåne Nordost"')
    parser.add_argument("municipalities", nargs="+", metavar="KOMMUN", help="medlemmarnas namn eller kommunkoder")
    parser.add_argument(
        "--to", type=Path, metavar="MAPP", help="den nya datamappen; måste sägas utom med --keep utan koder"
    )
    parser.add_argument("--core", metavar="KOMMUN", help="kommunen dit många pendlar; annars den största medlemmen")
    codes = "koderna för de indikatorer ni ska följa, som K02,K06; utan koder skrivs de som finns, och ingen mapp"
    parser.add_argument("--keep", nargs="*", metavar="KOD", help=codes)


def run(arguments: argparse.Namespace) -> int:
    """Writes the folder, and says what it knows, what it took for granted and what comes next."""
    to: Path | None = arguments.to
    shipped = content.REGISTRY_FILE.read_text(encoding="utf-8")
    if arguments.keep == []:
        return _tell_codes(tomllib.loads(shipped), arguments.name.strip())
    if to is None:
        raise EntryError(["--to: skriv mappen som ska skapas, som --to ../vår-data; inget är skrivet"])
    if to.exists() and not (to.is_dir() and not any(to.iterdir())):
        raise EntryError([f"{to}: finns redan och är inte tom; välj en annan mapp, inget är skrivet"])
    whole = members.cooperation(SHIPPED, arguments.name.strip(), arguments.municipalities, arguments.core)
    if arguments.keep:
        shipped = followed.only(shipped, followed.kept(tomllib.loads(shipped), arguments.keep))
    groups = grouping.groups(SHIPPED, whole, tomllib.loads(shipped))
    beside = to.with_name(f".making-{to.name}")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        _write(beside, whole, groups, shipped)
        beside.replace(to)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise StorageError(f"{to}: går inte att skriva; finns mappen ovanför, och får du skriva i den?") from None
    _tell(to, whole, groups)
    return 0


def _tell_codes(shipped: content.Content, name: str) -> int:
    """Prints the indicators there are, by what they are about, those that have figures first."""
    for goal, one in shipped["goals"].items():
        of_goal = [indicator for indicator in shipped["indicators"].values() if indicator["goal"] == goal]
        for heading, is_waiting in ((one["heading"], False), (f"{one['heading']}, utan siffror än", True)):
            print(f"{heading}:")
            for indicator in of_goal:
                if followed.is_waiting(shipped, indicator) is is_waiting:
                    print(f"  {indicator['code']:5} {indicator['title'].replace('{home}', name)}")
    print("\nInget är skrivet. Kör igen med koderna efter --keep, som --keep K02,K06; utan --keep följs alla.")
    return 0


def _write(folder: Path, whole: Cooperation, groups: Groups, shipped: str) -> None:
    (folder / "reference").mkdir(parents=True)
    for name in COPIED:
        shutil.copytree(SHIPPED / name, folder / name, copy_function=shutil.copyfile)
    _rename_sources(folder / "figures" / "figures.toml", whole)
    shutil.copyfile(SHIPPED / "reference" / REFERENCE, folder / "reference" / REFERENCE)
    grouping.write(folder / "reference" / "comparison_groups.csv", groups)
    places.write(folder / "reference" / "places.csv", whole)
    text = registry_text(shipped, _origin(tomllib.loads(shipped), whole), _places(whole), whole, groups)
    (folder / content.REGISTRY_FILE.name).write_text(text, encoding="utf-8")


def _rename_sources(path: Path, whole: Cooperation) -> None:
    """Carried sources' titles name riket alone: the other county beside it stands on no page of theirs."""
    others = {one.county_name for one in whole.country if one.county not in whole.counties}
    text = path.read_text(encoding="utf-8")
    title = re.compile(rf'^(title = ".*\briket) och (?:{"|".join(map(re.escape, sorted(others)))})"$', re.MULTILINE)
    path.write_text(title.sub(r'\1"', text), encoding="utf-8")


def _origin(shipped: content.Content, whole: Cooperation) -> frozenset[str]:
    """Names that tell whose the shipped registry is: the cooperation, its county, its bodies, its programmes."""
    home = shipped["home"]
    core = next(one for one in whole.country if one.code == home["core_municipality"])
    bodies = {word for body in home["bodies"].values() for word in body.values()}
    programmes = {one["title"] for one in shipped["programmes"].values()}
    return frozenset({home["name"], core.name, core.county_name, home["region"]["name"], *bodies, *programmes})


def _places(whole: Cooperation) -> frozenset[str]:
    """What municipalities and the shipped places are called; a place of two names has both."""
    named = places.names(SHIPPED / "reference" / "places.csv")
    return frozenset({part for name in named for part in name.split("-")} | {one.name for one in whole.country})


def _tell(to: Path, whole: Cooperation, groups: Groups) -> None:
    left = content.marked(to / content.REGISTRY_FILE.name)
    counties = listed(whole.county_name(code) for code in whole.counties)
    print(f"{whole.name}: {len(whole.members)} kommuner i {counties}: {listed(one.name for one in whole.members)}.")
    others = (*groups.rest, *groups.counties[len(whole.counties) :])
    print(f"Dit många pendlar: {whole.core.name}. Jämförs med {listed(group.title for group in others)}.")
    print(
        f"Namnet böjs: i {whole.name}, {genitive(whole.name)}, Kommunerna i {whole.name}. Ändra det överst i registret."
    )
    print(f"Skrivet i {to}: indicators.toml, reference/ och de siffror som följer med.")
    print(f"\nKvar att fylla i: {len(left)} värden i {to / content.REGISTRY_FILE.name}, där det står FYLL I.")
    print("Sedan, i varje fönster som används (i Windows: set i stället för export):")
    print(f"  export MALKOLLEN_DATA={shlex.quote(str(to.absolute()))}")
    print("Se sidorna med 'uv run malkollen start', och vad som är kvar med 'uv run malkollen check'.")
