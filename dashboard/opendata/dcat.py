"""A description for dataportal.se: DCAT-AP-SE as RDF/XML, each kind of file a data set with its distributions."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from dashboard.content.facts import Facts
from dashboard.opendata.licences import Licence
from dashboard.opendata.links import Links
from dashboard.opendata.rows import Form, Rows
from malkollen import served
from malkollen.texts.inert import readable

SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
XSD = "http://www.w3.org/2001/XMLSchema#"
EU = "http://publications.europa.eu/resource/authority"
THEMES = ("TRAN", "ENVI")
KEYWORDS = ("indikatorer", "kommuner", "transport", "klimat", "kollektivtrafik", "tillgänglighet")
YEARLY, PUBLIC, SWEDISH = f"{EU}/frequency/ANNUAL", f"{EU}/access-right/PUBLIC", f"{EU}/language/SWE"
AGENCY = "http://purl.org/adms/publishertype/LocalAuthority"
FORMS: dict[Form, str] = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
for _prefix, _space in SPACES.items():
    register_namespace(_prefix, _space)


def catalogue(facts: Facts, tabular: Mapping[str, Rows], links: Links) -> bytes:
    """The catalogue with a data set for everything of a kind and one for each indicator."""
    root = Element(_tag("rdf:RDF"))
    office, contact = f"{links.data()}#kansli", f"{links.data()}#kontakt"
    shown = SubElement(root, _tag("dcat:Catalog"), {_tag("rdf:about"): links.data()})
    _texts(shown, f"Målkollens öppna data, {facts.home.genitive} indikatorer", facts.programme.title)
    _refers(shown, "dcterms:publisher", office)
    _refers(shown, "dcterms:language", SWEDISH)
    _refers(shown, "foaf:homepage", links.page())
    _dated(shown, facts)
    for name, rows in tabular.items():
        about = f"{links.data()}#{name.replace('/', '-')}"
        _refers(shown, "dcat:dataset", about)
        _data_set(root, facts, about, name, rows, links, (office, contact))
    _people(root, facts, office, contact, links)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def _data_set(
    root: Element, facts: Facts, about: str, name: str, rows: Rows, links: Links, people: tuple[str, str]
) -> None:
    shown = SubElement(root, _tag("dcat:Dataset"), {_tag("rdf:about"): about})
    _texts(shown, f"{rows.title} ({facts.home.name})", f"{rows.about} {' '.join(rows.sources)}".strip())
    for title, address in zip(("dcterms:publisher", "dcat:contactPoint"), people, strict=True):
        _refers(shown, title, address)
    for theme in THEMES:
        _refers(shown, "dcat:theme", f"{EU}/data-theme/{theme}")
    for word in KEYWORDS:
        _said(shown, "dcat:keyword", word)
    _refers(shown, "dcterms:accessRights", PUBLIC)
    _refers(shown, "dcterms:accrualPeriodicity", YEARLY)
    _refers(shown, "dcterms:language", SWEDISH)
    _refers(shown, "dcat:landingPage", links.data())
    _dated(shown, facts)
    for ending in rows.forms:
        file = links.data(f"{name}.{ending}")
        _refers(shown, "dcat:distribution", file)
        _distribution(root, file, ending, rows)


def _distribution(root: Element, file: str, ending: Form, rows: Rows) -> None:
    shown = SubElement(root, _tag("dcat:Distribution"), {_tag("rdf:about"): file})
    _said(shown, "dcterms:title", f"{rows.title} ({ending.upper()})")
    _refers(shown, "dcat:accessURL", file)
    _refers(shown, "dcat:downloadURL", file)
    SubElement(shown, _tag("dcterms:format")).text = FORMS[ending]
    _licensed(root, shown, file, rows.licences)


def _licensed(root: Element, shown: Element, file: str, every: tuple[Licence, ...]) -> None:
    """The licence where all have the same and it has an address; else in words, one statement for each."""
    if len(every) == 1 and every[0].address:
        _refers(shown, "dcterms:license", every[0].address)
        return
    for place, one in enumerate(every):
        about = f"{file}#villkor-{place + 1}"
        _refers(shown, "dcterms:rights", about)
        _said(SubElement(root, _tag("dcterms:RightsStatement"), {_tag("rdf:about"): about}), "dcterms:title", one.title)


def _people(root: Element, facts: Facts, office: str, contact: str, links: Links) -> None:
    """Who publishes, and how to reach them: by the operator's address, where there is one."""
    agent = SubElement(root, _tag("foaf:Agent"), {_tag("rdf:about"): office})
    SubElement(agent, _tag("foaf:name")).text = readable(facts.home.office)
    _refers(agent, "dcterms:type", AGENCY)
    shown = SubElement(root, _tag("vcard:Organization"), {_tag("rdf:about"): contact})
    SubElement(shown, _tag("vcard:fn")).text = readable(facts.home.office)
    if address := served.contact():
        _refers(shown, "vcard:hasEmail", f"mailto:{address}")
    _refers(shown, "vcard:hasURL", links.page("kallor"))


def _texts(parent: Element, title: str, text: str) -> None:
    _said(parent, "dcterms:title", title)
    _said(parent, "dcterms:description", text)


def _said(parent: Element, name: str, text: str) -> None:
    SubElement(parent, _tag(name), {"{http://www.w3.org/XML/1998/namespace}lang": "sv"}).text = readable(text)


def _refers(parent: Element, name: str, address: str) -> None:
    SubElement(parent, _tag(name), {_tag("rdf:resource"): address})


def _dated(parent: Element, facts: Facts) -> None:
    modified = SubElement(parent, _tag("dcterms:modified"), {_tag("rdf:datatype"): f"{XSD}date"})
    modified.text = f"{facts.built_at:%Y-%m-%d}"


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"
