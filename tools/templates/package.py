"""A Word package around the parts of a draft."""

from __future__ import annotations

from pathlib import Path

from qms_docs.templating.package import pack, write_package

from .styles import numbering_xml, styles_xml
from .wordml import W, part

_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def _settings() -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _core(title: str | None) -> str:
    if title is not None:
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
            f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{title}</dc:title><dc:language>vi-VN</dc:language></cp:coreProperties>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties '
        f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ document.title }}</dc:title><dc:subject>{{ document.code }}</dc:subject>"
        "<dc:creator>{{ agency.name }}</dc:creator><cp:keywords>{{ document.code }}; {{ standard.name }}</cp:keywords>"
        "<dc:language>vi-VN</dc:language></cp:coreProperties>"
    )


def _custom() -> str:
    names = {"MaHieu": "code", "LanBanHanh": "issue", "LanSuaDoi": "revision", "NgayBanHanh": "issued_on"}
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{{{{ document.{word} }}}}</vt:lpwstr></property>"
        for number, (name, word) in enumerate(names.items(), 2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{properties}</Properties>'
    )


def write_template(file: Path, body: str, extras: dict[str, str], title: str | None = None) -> None:
    """Write a template: the body of the document, and headers and footers by name (`header1` …), ids `rIdheader1` …

    With a title it is a plain document, whose properties hold no tags.
    """
    kinds = {name: "header" if name.startswith("header") else "footer" for name in extras}
    properties = ("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml")
    custom = [properties] if title is None else []
    overrides = [
        ("/word/document.xml", f"{_TYPES}.document.main+xml"),
        ("/word/styles.xml", f"{_TYPES}.styles+xml"),
        ("/word/numbering.xml", f"{_TYPES}.numbering+xml"),
        ("/word/settings.xml", f"{_TYPES}.settings+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        *custom,
        *((f"/word/{name}.xml", f"{_TYPES}.{kind}+xml") for name, kind in kinds.items()),
    ]
    types = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    relation = '<Relationship Id="{}" Type="{}" Target="{}"/>'.format
    package_relations = (
        relation("rId1", f"{_RELATIONS}/officeDocument", "word/document.xml")
        + relation("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
        + (relation("rId3", f"{_RELATIONS}/custom-properties", "docProps/custom.xml") if title is None else "")
    )
    document_relations = (
        relation("rId1", f"{_RELATIONS}/styles", "styles.xml")
        + relation("rId2", f"{_RELATIONS}/numbering", "numbering.xml")
        + relation("rId3", f"{_RELATIONS}/settings", "settings.xml")
        + "".join(relation(f"rId{name}", f"{_RELATIONS}/{kind}", f"{name}.xml") for name, kind in kinds.items())
    )
    parts = {
        "[Content_Types].xml": f'{declaration}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{declaration}<Relationships xmlns="{_PACKAGE}/relationships">{package_relations}</Relationships>',
        "docProps/core.xml": _core(title),
        **({"docProps/custom.xml": _custom()} if title is None else {}),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'{declaration}<Relationships xmlns="{_PACKAGE}/relationships">{document_relations}</Relationships>',
        "word/styles.xml": styles_xml(),
        "word/numbering.xml": numbering_xml(),
        "word/settings.xml": _settings(),
        **{f"word/{name}.xml": part("hdr" if kinds[name] == "header" else "ftr", content) for name, content in extras.items()},
    }
    data = write_package([pack(name, text.encode("utf-8")) for name, text in parts.items()])
    if not file.is_file() or file.read_bytes() != data:
        # By rename, so that a build going on at the same time meets the old template or the new one.
        fresh = file.with_suffix(".new")
        fresh.write_bytes(data)
        fresh.replace(file)
