"""One look for all templates: what of the base reaches a template, and what of the template stays."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from lxml import etree
from tools.templates.base import described
from tools.templates.styles import styles_xml

from qms_docs.errors import TemplateError
from qms_docs.templating.outline import outline_of
from qms_docs.templating.package import pack, read_package, write_package
from qms_docs.templating.restyling import Restyled, read_base, restyle
from tests.ooxml.checker import faults
from tests.places import REPOSITORY

BASE = REPOSITORY / "templates/base.docx"
TEMPLATES = sorted((REPOSITORY / "templates/docx").glob("*.docx"))
MANUAL = (REPOSITORY / "templates/docx/manual.docx").read_bytes()
Edit = Callable[[Document], Any]


def edited(data: bytes, edit: Edit) -> bytes:
    """The file as python-docx writes it after a change."""
    document = docx.Document(io.BytesIO(data))
    edit(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def rewritten(data: bytes, **changed: bytes | None) -> bytes:
    """The package with parts replaced, or without those that are None; `__` stands for `/`, `_` for `.` at the end."""
    parts = read_package(data, "x")
    for name, content in changed.items():
        key = name.replace("__", "/").removesuffix("_xml") + ".xml"
        parts.pop(key, None)
        if content is not None:
            parts[key] = content
    return write_package([pack(name, content) for name, content in parts.items()])


def restyled(data: bytes, base: bytes) -> Restyled:
    """The template in the look of the base: sound, with the words it had, and untouched by a second run."""
    ground = read_base(base, "base.docx")
    made = restyle(data, "a.docx", ground)
    assert faults(made.data, tags=True) == []
    assert list(outline_of(made.data, "a")) == list(outline_of(data, "a"))
    again = restyle(made.data, "a.docx", ground)
    assert again.data is made.data and again.changes == ()
    return made


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def wide_headings(document: Document) -> None:
    document.styles["heading 1"].font.name = "Arial"
    document.styles["heading 1"].font.size = Pt(15)
    document.styles["heading 1"].paragraph_format.space_before = Pt(30)


def test_the_base_shows_every_style_and_is_sound() -> None:
    assert faults(BASE.read_bytes()) == []
    assert part(BASE.read_bytes(), "word/styles.xml").attrib == etree.fromstring(styles_xml().encode()).attrib
    known = {style.style_id: style.name for style in opened(BASE.read_bytes()).styles}
    assert described() == set(known)
    text = "\n".join(outline_of(BASE.read_bytes(), "base"))
    assert "Bộ kiểu chung" in text
    assert [name for key, name in known.items() if f"({key}) " not in text and name not in text] == []


def test_templates_as_shipped_have_the_look_of_the_base() -> None:
    base = read_base(BASE.read_bytes(), "base")
    for file in TEMPLATES:
        data = file.read_bytes()
        made = restyle(data, file.name, base)
        assert made.data is data and made.changes == () and made.diagnostics == (), file.name


def test_templates_take_a_changed_heading() -> None:
    base = edited(BASE.read_bytes(), wide_headings)
    for file in TEMPLATES[::4]:
        made = restyled(file.read_bytes(), base)
        style = opened(made.data).styles["heading 1"]
        assert (style.font.name, style.font.size, style.paragraph_format.space_before) == ("Arial", Pt(15), Pt(30)), file.name
        told = {(change.style, change.old, change.new) for change in made.changes}
        assert told == {("heading 1", "", "Arial"), ("heading 1", "", "15 pt"), ("heading 1", "12 pt", "30 pt")}, file.name


def test_only_the_styles_of_a_package_change() -> None:
    made = restyled(MANUAL, edited(BASE.read_bytes(), wide_headings))
    old, new = read_package(MANUAL, "a"), read_package(made.data, "b")
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} <= {"word/styles.xml", "word/numbering.xml"}
    assert made.data == restyled(MANUAL, edited(BASE.read_bytes(), wide_headings)).data


def test_a_style_of_the_templates_own_is_kept_with_those_it_is_based_on() -> None:
    def own(document: Document) -> None:
        ground = document.styles.add_style("Nền riêng", WD_STYLE_TYPE.PARAGRAPH)
        style = document.styles.add_style("Riêng của xã", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size = ground, Pt(20)
        ground.base_style = document.styles["Nội dung"]
        document.styles.add_style("Không ai dùng", WD_STYLE_TYPE.PARAGRAPH)
        document.add_paragraph("{{ agency.name }}", style=style)

    made = restyled(edited(MANUAL, own), edited(BASE.read_bytes(), wide_headings))
    styles = opened(made.data).styles
    assert styles["Riêng của xã"].font.size == Pt(20)
    assert styles["Riêng của xã"].base_style.name == "Nền riêng"
    assert styles["Nền riêng"].base_style.name == "Nội dung"
    assert "Không ai dùng" not in [style.name for style in styles]
    (told,) = made.diagnostics
    assert told.code == "STY001" and "Riêng của xã" in str(told.fact)
    assert str(told.location).startswith("a.docx › word/document.xml¶")


def test_a_style_made_in_the_base_is_carried_with_its_relations() -> None:
    def made_in_base(document: Document) -> None:
        style = document.styles.add_style("Điều mới", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Điều khoản"]
        document.styles["Điều khoản"].next_paragraph_style = style

    made = restyled(MANUAL, edited(BASE.read_bytes(), made_in_base))
    styles = opened(made.data).styles
    assert styles["Điều mới"].base_style.name == "Điều khoản"
    assert styles["Điều khoản"].next_paragraph_style.name == "Điều mới"
    assert [change.style for change in made.changes if change.kind == "added"] == ["Điều mới"]


def test_an_id_taken_by_a_style_of_the_templates_own_is_not_given_twice() -> None:
    def named(name: str, size: int, used: bool) -> Edit:
        def edit(document: Document) -> None:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.element.set(qn("w:styleId"), "Style1")
            style.font.size = Pt(size)
            if used:
                document.add_paragraph("x", style=style)

        return edit

    made = restyled(edited(MANUAL, named("Của mẫu", 20, True)), edited(BASE.read_bytes(), named("Của bộ kiểu", 9, False)))
    styles = opened(made.data).styles
    assert (styles["Của mẫu"].font.size, styles["Của bộ kiểu"].font.size) == (Pt(20), Pt(9))
    assert opened(made.data).paragraphs[-1].style.name == "Của mẫu"


def test_a_style_is_known_by_its_name_whatever_its_id() -> None:
    def other_ids(document: Document) -> None:
        wide_headings(document)
        for element in document.styles.element.iter():
            for name in ("styleId", "val"):
                if (
                    element.tag in {qn(f"w:{each}") for each in ("style", "basedOn", "next", "link")}
                    and qn(f"w:{name}") in element.attrib
                ):
                    element.set(qn(f"w:{name}"), "x" + element.get(qn(f"w:{name}")))

    made = restyled(MANUAL, edited(BASE.read_bytes(), other_ids))
    assert made.data == restyled(MANUAL, edited(BASE.read_bytes(), wide_headings)).data


def test_a_style_renamed_in_word_is_known_by_its_id() -> None:
    def renamed(document: Document) -> None:
        document.styles["Nội dung"].element.find(qn("w:name")).set(qn("w:val"), "Văn bản chính")

    made = restyled(MANUAL, edited(BASE.read_bytes(), renamed))
    assert [(each.path, each.old, each.new) for each in made.changes] == [("name", "Nội dung", "Văn bản chính")]
    assert made.diagnostics == ()


def test_a_style_that_only_a_field_names_is_kept() -> None:
    def field(document: Document) -> None:
        document.styles.add_style("Tên chương", WD_STYLE_TYPE.PARAGRAPH)
        run = document.add_paragraph().add_run()
        xml = f'<w:fldSimple {nsdecls("w")} w:instr=" STYLEREF &quot;Tên chương&quot; "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        run._element.addnext(parse_xml(xml))

    made = restyled(edited(MANUAL, field), edited(BASE.read_bytes(), wide_headings))
    assert "Tên chương" in [style.name for style in opened(made.data).styles]


def test_paragraphs_formatted_directly_are_counted() -> None:
    def direct(document: Document) -> None:
        document.add_paragraph().add_run("{{ agency.name }}").font.size = Pt(11)
        document.add_paragraph("x").paragraph_format.space_before = Pt(3)
        document.add_paragraph("y").add_run("đậm").bold = True

    made = restyled(edited(MANUAL, direct), BASE.read_bytes())
    (told,) = made.diagnostics
    assert told.code == "STY002" and str(told.fact).startswith("2 đoạn định dạng trực tiếp")


def numbered(sign: str, *keys: str) -> Edit:
    """The styles bound to a list of their own, made as Word makes it."""

    def edit(document: Document) -> None:
        numbering = document.part.numbering_part.element
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{key}"/>'
            f'<w:lvlText w:val="{sign}%{level + 1}."/><w:lvlJc w:val="left"/></w:lvl>'
            for level, key in enumerate(keys)
        )
        shape = (
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="7"><w:nsid w:val="0A0B0C0D"/><w:multiLevelType w:val="multilevel"/>'
        )
        numbering.insert(0, parse_xml(f"{shape}{levels}</w:abstractNum>"))
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="9"><w:abstractNumId w:val="7"/></w:num>'))
        for level, key in enumerate(keys):
            (style,) = (each for each in document.styles if each.style_id == key)
            properties = style.element.get_or_add_pPr()._add_numPr()
            properties.append(parse_xml(f'<w:ilvl {nsdecls("w")} w:val="{level}"/>'))
            properties.append(parse_xml(f'<w:numId {nsdecls("w")} w:val="9"/>'))

    return edit


def list_of(data: bytes, style: str) -> list[str]:
    """The signs of the list that a style is bound to."""
    styles, numbering = part(data, "word/styles.xml"), part(data, "word/numbering.xml")
    w = {"w": qn("w:x")[1:-2]}
    (number,) = styles.xpath(f"//w:style[w:name/@w:val='{style}']//w:numId/@w:val", namespaces=w)
    (shape,) = numbering.xpath(f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val", namespaces=w)
    return [str(each) for each in numbering.xpath(f"//w:abstractNum[@w:abstractNumId='{shape}']//w:lvlText/@w:val", namespaces=w)]


def test_a_list_bound_to_styles_is_carried() -> None:
    made = restyled(MANUAL, edited(BASE.read_bytes(), numbered("", "Heading1", "Heading2")))
    assert list_of(made.data, "heading 1") == list_of(made.data, "heading 2") == ["%1.", "%2."]
    assert list_of(made.data, "Gạch đầu dòng") == ["-"]
    other = restyled(made.data, edited(BASE.read_bytes(), numbered("Mục ", "Heading1", "Heading2")))
    assert list_of(other.data, "heading 1") == ["Mục %1.", "Mục %2."]
    assert ("%1. %2.", "Mục %1. Mục %2.") in [(change.old, change.new) for change in other.changes]
    back = restyled(other.data, BASE.read_bytes())
    assert len(part(back.data, "word/numbering.xml")) == len(part(MANUAL, "word/numbering.xml")) == 2


def test_a_bullet_changed_in_the_base_changes_in_paragraphs_of_that_list() -> None:
    def plus(document: Document) -> None:
        document.part.numbering_part.element.find(".//" + qn("w:lvlText")).set(qn("w:val"), "+")

    made = restyled(MANUAL, edited(BASE.read_bytes(), plus))
    assert list_of(made.data, "Gạch đầu dòng") == ["+"]
    assert [(each.style, each.old, each.new) for each in made.changes] == [("Gạch đầu dòng", "-", "+")]
    assert len(part(made.data, "word/numbering.xml")) == 2


def test_a_template_without_styles_and_lists_gets_both() -> None:
    parts = read_package(MANUAL, "a")
    types, relations = parts["[Content_Types].xml"], parts["word/_rels/document.xml.rels"]
    for name in (b"styles", b"numbering"):
        types = b"<Override".join(each for each in types.split(b"<Override") if b"/word/" + name not in each)
        relations = b"<Rel".join(each for each in relations.split(b"<Rel") if name + b".xml" not in each)
        del parts[f"word/{name.decode()}.xml"]
    types = types if types.endswith(b"</Types>") else types + b"</Types>"
    parts |= {"[Content_Types].xml": types, "word/_rels/document.xml.rels": relations}
    bare = write_package([pack(name, content) for name, content in parts.items()])
    made = restyled(bare, BASE.read_bytes())
    assert opened(made.data).styles["heading 1"].font.bold
    assert list_of(made.data, "Gạch đầu dòng") == ["-"]


def test_a_list_with_pictures_is_refused() -> None:
    def pictures(document: Document) -> None:
        level = document.part.numbering_part.element.find(".//" + qn("w:lvl"))
        level.find(qn("w:lvlText")).addnext(parse_xml(f'<w:lvlPicBulletId {nsdecls("w")} w:val="0"/>'))

    with pytest.raises(TemplateError, match="hình ảnh"):
        restyle(MANUAL, "a.docx", read_base(edited(BASE.read_bytes(), pictures), "base.docx"))


def test_theme_and_fonts_are_carried() -> None:
    styled = docx_default()
    made = restyled(MANUAL, styled)
    names = {name for name in read_package(made.data, "a") if "theme" in name or "fontTable" in name}
    assert names == {"word/theme/theme1.xml", "word/fontTable.xml"}


def docx_default() -> bytes:
    """The file python-docx starts from: Word's own styles, theme and fonts."""
    made = io.BytesIO()
    docx.Document().save(made)
    return made.getvalue()


def test_a_base_saved_by_libreoffice_fits(soffice: str, tmp_path: Path) -> None:
    source = tmp_path / "base.docx"
    source.write_bytes(edited(BASE.read_bytes(), wide_headings))
    command = [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", str(tmp_path / "saved"), str(source)], check=True, capture_output=True, timeout=120)
    base = (tmp_path / "saved/base.docx").read_bytes()
    for file in TEMPLATES[::12]:
        made = restyled(file.read_bytes(), base)
        styles = opened(made.data).styles
        assert styles["heading 1"].font.name == "Arial" and styles["heading 1"].font.size == Pt(15)
        assert made.diagnostics == (), file.name
        assert not part(made.data, "word/styles.xml").xpath("//@*[. = 'start' or local-name() = 'start']")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "xin chào".encode(), bytes.fromhex("d0cf11e0a1b11ae1")])
def test_a_base_that_is_no_word_file_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateError) as error:
        read_base(data, "base.docx")
    assert error.value.fault in ("no-word-document", "encrypted-file")


def test_a_base_without_styles_is_refused() -> None:
    empty = f"<w:styles {nsdecls('w')}/>".encode()
    with pytest.raises(TemplateError, match="không có kiểu"):
        read_base(rewritten(BASE.read_bytes(), word__styles_xml=empty), "base.docx")
    with pytest.raises(TemplateError, match="không có kiểu"):
        read_base(rewritten(BASE.read_bytes(), word__styles_xml=None), "base.docx")


def test_hostile_files_are_refused() -> None:
    tagged = styles_xml().replace('w:val="Nội dung"', 'w:val="{{ x }}"').encode()
    with pytest.raises(TemplateError, match="thẻ"):
        read_base(rewritten(BASE.read_bytes(), word__styles_xml=tagged), "base.docx")
    entity = b'<!DOCTYPE w:styles [<!ENTITY a "b">]>' + styles_xml().split("\n", 1)[1].encode()
    hostile = rewritten(BASE.read_bytes(), word__styles_xml=entity)
    with pytest.raises(TemplateError) as error:
        read_base(hostile, "base.docx")
    assert error.value.fault == "document-type-refused"
    with pytest.raises(TemplateError) as error:
        restyle(hostile, "a.docx", read_base(BASE.read_bytes(), "base.docx"))
    assert error.value.fault == "document-type-refused"
