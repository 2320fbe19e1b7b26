"""Briefs as text for word processors: read back by python-docx, and by the rules of the format."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from docx.document import Document as Text
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm

from mekgraph.diagram.brief.docx import to_docx
from mekgraph.diagram.brief.model import Brief
from mekgraph.diagram.sheet.paper import Paper

from .conftest import Briefed
from .hostile import spoilt

pytestmark = pytest.mark.slow

TAGS = {"en": "en-GB", "ru": "ru-RU", "uz": "uz-Latn-UZ"}


def read(content: bytes) -> Text:
    return docx.Document(io.BytesIO(content))


def paper(section: Section) -> tuple[int, int]:
    """Width and height in millimetres."""
    return round(Length(section.page_width or 0).mm), round(Length(section.page_height or 0).mm)


@pytest.fixture(scope="module", params=TAGS)
def made(request: pytest.FixtureRequest, briefed: Briefed) -> Brief:
    return briefed("council", request.param)


@pytest.fixture(scope="module")
def content(made: Brief) -> bytes:
    return to_docx(made)


@pytest.fixture(scope="module")
def text(content: bytes) -> Text:
    return read(content)


def test_headings_findings_and_sources_are_there_in_order(made: Brief, text: Text) -> None:
    styled = [(paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in text.paragraphs]
    assert styled[0] == ("Title", made.scene.title)
    assert styled[1] == ("Subtitle", made.scene.subtitle)
    texts = made.scene.texts
    assert [said for style, said in styled if style == "Heading 1"] == [
        made.ground.say("findings"),
        texts["links"],
        texts["sources"],
    ]
    findings = [said.split("\n") for style, said in styled if style == "List Number"]
    assert [said for said, _ in findings] == [finding.text for finding in made.findings]
    assert all(
        all(id_ in ground for id_ in (*finding.questions, *finding.measures))
        for finding, (_, ground) in zip(made.findings, findings, strict=True)
    )
    sources = [said.split("\t") for style, said in styled if style == "Source"]
    assert [number for number, _ in sources] == [str(place) for place in range(1, len(made.ground.sources) + 1)]
    assert all(proof.title in said for proof, (_, said) in zip(made.ground.sources, sources, strict=True))


def test_sources_lead_to_their_addresses(made: Brief, text: Text) -> None:
    links = [link.address for paragraph in text.paragraphs for link in paragraph.hyperlinks]
    assert links == [proof.url for proof in made.ground.sources if proof.url]
    assert len(links) > 5


def test_the_table_has_whole_names_and_a_head_on_each_page(made: Brief, text: Text) -> None:
    (grid,) = text.tables
    assert len(grid.rows) == len(made.scene.edges) + 1
    names = {node.names[0] for node in made.scene.nodes}
    cells = [[cell.text for cell in row.cells] for row in grid.rows]
    assert {row[1] for row in cells[1:]} | {row[3] for row in cells[1:]} == names
    assert cells[0][1] == made.scene.texts["source"]
    marked = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in grid.rows]
    assert marked == [True] + [False] * len(made.scene.edges)


def test_the_picture_fits_its_page_and_says_what_it_shows(made: Brief, text: Text) -> None:
    (shape,) = text.inline_shapes
    section = text.sections[0]
    assert paper(section) == (297, 210)
    assert shape.width <= Mm(297 - 2 * 15)
    assert section.left_margin == section.right_margin
    assert shape.height <= Mm(160)
    assert made.scene.title in shape._inline.docPr.get("descr")
    image = text.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
    width, height = (int.from_bytes(image[place : place + 4]) for place in (16, 20))
    body = Paper("A4").content
    assert width == pytest.approx(2800, abs=5)
    assert width / height == pytest.approx(Paper("A4").size[0] / body.height, abs=0.01)
    assert width / (shape.width / 914400) >= 250


def test_the_text_says_its_language_and_no_time(made: Brief, content: bytes, text: Text) -> None:
    spoken = {one.get(qn("w:val")) for one in text.styles.element.iter(qn("w:lang"))}
    assert spoken == {TAGS[made.scene.language]}
    properties = text.core_properties
    assert (properties.title, properties.language) == (made.scene.title, TAGS[made.scene.language])
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.year == 1980
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "thumbnail" in name]
        assert content == to_docx(made)


def test_the_foot_of_pages_has_version_and_number(made: Brief, text: Text) -> None:
    footer = text.sections[0].footer.paragraphs[0]
    assert made.scene.version in footer.text
    fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
    assert sorted(fields) == ["NUMPAGES", "PAGE"]


@pytest.mark.parametrize("page", ["A4", "A4-portrait", "16:9"])
def test_pages_of_every_shape(briefed: Briefed, page: str) -> None:
    section = read(to_docx(briefed("un-around-council", page=page))).sections[0]
    assert paper(section) == ((210, 297) if page == "A4-portrait" else (297, 210))


def test_texts_written_in_bad_faith_stay_texts(briefed: Briefed) -> None:
    made = spoilt(briefed("un-around-council"))
    content = to_docx(made)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))
    said = "\n".join(paragraph.text for paragraph in read(content).paragraphs)
    assert "<script>alert(1)</script>" in said
    assert "\u202e" not in said
    proofs = [replace(proof, url="javascript:alert(1)") for proof in made.scene.edges[0].proofs]
    edges = (replace(made.scene.edges[0], proofs=tuple(proofs)), *made.scene.edges[1:])
    scene = replace(made.scene, edges=edges)
    links = read(to_docx(replace(made, ground=replace(made.ground, scene=scene)))).part.rels.values()
    assert not [link for link in links if link.is_external and link.target_ref.startswith("javascript")]
