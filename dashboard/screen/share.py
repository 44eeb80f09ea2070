"""What a reader may take from a chart: an image of it, a link to it, and its sentence with the source."""

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard import plain
from dashboard.blocks.drawing import Map
from dashboard.blocks.page import Address, Chart
from dashboard.blocks.table import Table
from dashboard.content.facts import Facts
from dashboard.drawings import images, pictured
from dashboard.drawings.images import Form
from dashboard.opendata.links import Links
from dashboard.screen import painter
from dashboard.screen.maps import as_image
from dashboard.screen.markup import markup
from malkollen.texts.swedish import ascii_name

LONGEST = 120
"""Letters of an image's file name."""
LABEL = "Dela eller hämta bild"
FORMS: dict[Form, str] = {"png": "Hämta bild (PNG)", "svg": "Hämta bild (SVG)"}


def menu(facts: Facts, chart: Chart) -> None:
    """A small menu under a chart; nothing is drawn until a file is asked for."""
    named = chart.named or chart.table
    key = chart.key.replace(":", "-")
    with st.popover(LABEL, type="tertiary", key=f"share-{key}"):
        said = chart.text or (named.title if named else chart.alt)
        source = named.source if named else pictured.provenance(facts)
        st.html(markup.share(said, source, f"#{key}"))
        if chart.address:
            st.html(markup.ways(_ways(facts, chart.address)))
        if named is None:
            return
        with st.container(horizontal=True, key=f"files-share-{key}"):
            for form, label in FORMS.items():
                st.download_button(
                    plain.markdown(label),
                    partial(_image, facts, chart, named, form),
                    image_name(chart, named, form),
                    images.TYPES[form],
                    key=f"image-{form}:{chart.key}",
                    on_click="ignore",
                )


def image_name(chart: Chart, named: Table, form: Form) -> str:
    """What an image's file is called: what is drawn, of what and when, and of whom, of a–z alone.

    "malkollen_karta_publika_laddpunkter_per_1_000_invanare_2025_sodertorn.png"
    """
    told = (ascii_name(text) for text in (pictured.kind(chart.drawing), named.title, chart.about))
    return "_".join(["malkollen", *filter(None, told)])[:LONGEST].rstrip("_") + f".{form}"


def _ways(facts: Facts, address: Address) -> list[tuple[str, str]]:
    """Where the image and its data lie as files that stay: relative, so also below a proxy's path."""
    links = Links(".", facts.edition.name if facts.edition else "")
    images_at = [(form.upper(), links.image(f"{address.image}.{form}", **dict(address.choices))) for form in FORMS]
    data_at = [(form.upper(), links.data(f"{address.data}.{form}")) for form in ("csv", "json")]
    return [(f"Bildens adress ({form})", way) for form, way in images_at] + [
        (f"Data ({form})", way) for form, way in data_at
    ]


def _image(facts: Facts, chart: Chart, named: Table, form: Form) -> bytes:
    drawn = None
    if not pictured.can_be(chart.drawing):
        drawn = as_image.sheet(painter.paint(facts, chart.drawing).to_dict(), images.ACROSS, images.TEXT)
    picture = pictured.picture(facts, chart.drawing, chart.text, named, drawn)
    legend = None if isinstance(picture.drawing, Map) else chart.legend  # a map's drawing has its classes in it
    return images.image(replace(picture, legend=legend), form)
