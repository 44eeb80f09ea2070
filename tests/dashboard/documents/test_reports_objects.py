"""Objects of the decided national plan in an underlag: chosen one by one, sourced, and never said to be prioritised."""

import io
import re
import zipfile

import pypdf
import pytest

from dashboard import writing
from dashboard.blocks.blocks import Tabular
from dashboard.content.facts import Facts
from dashboard.documents import compose
from dashboard.documents.order import Order
from malkollen.errors import MalkollenError
from malkollen.reports import Format

CROSSING, TRAM = "VST005", "SVF1802"


def test_an_underlag_takes_the_decided_plans_objects_and_says_that_the_list_is_a_draft(facts: Facts) -> None:
    document = compose.compose(facts, facts.folder, Order("underlag", objects=(TRAM, CROSSING)))
    (section,) = [one for one in document.sections if one.heading == "Objekt i den nationella planen"]
    (known,) = [block.table for block in section.blocks if isinstance(block, Tabular)]
    names = [str(row[[one.title for one in known.columns].index("Objekt")]) for row in known.rows]
    assert names == [
        "E4/Lv 259 Tvärförbindelse Södertörn", "Stockholm, Spårväg syd, kapacitetsutökning för kollektivtrafik",
    ]  # fmt: skip
    assert "23582" in str(known.rows[0])
    said = str(section.blocks)
    assert "lista med prioriterade objekt är ett utkast som inte är bekräftat" in said
    assert "läst genom en avskrift" in known.source
    assert any("läst genom en avskrift" in line for line in document.sources)
    summary = str(document.sections[0].blocks)
    assert "Två objekt ur den nationella planen: ett får börja byggas, för ett är byggstarten inte beslutad." in summary


def test_an_underlag_of_nothing_is_none_and_unknown_objects_are_left_out(facts: Facts) -> None:
    with pytest.raises(MalkollenError, match="eller ett objekt"):
        compose.compose(facts, facts.folder, Order("underlag"))
    document = compose.compose(facts, facts.folder, Order("underlag", ("electric_car_share",), objects=("X",)))
    assert "Objekt i den nationella planen" not in [one.heading for one in document.sections]


@pytest.mark.parametrize("form", ["pdf", "docx", "pptx"])
def test_chosen_objects_are_in_every_format(form: Format, facts: Facts) -> None:
    """With how the plan was read; on paper two pages, none of them half a heading."""
    document = compose.compose(facts, facts.folder, Order("underlag", objects=(TRAM, CROSSING)))
    written = writing.write(document, form, facts.folder)
    if form == "pdf":
        pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(written)).pages]
        assert len(pages) <= 2
        text = " ".join(pages)
    else:
        with zipfile.ZipFile(io.BytesIO(written)) as parts:
            names = [name for name in parts.namelist() if name.endswith(".xml")]
            text = " ".join(re.sub("<[^>]+>", " ", parts.read(name).decode()) for name in names)
    assert "Tvärförbindelse Södertörn" in text
    assert "utkast som inte är bekräftat" in " ".join(text.split())
    assert "avskrift" in text
