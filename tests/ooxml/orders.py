"""Which children an element of WordprocessingML may hold and in which order (ECMA-376, transitional), as data.

In: nothing. Out: ORDERS, and the values that attributes may have. Touches: nothing.
"""

from __future__ import annotations

RANGES = """bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd moveFromRangeStart moveFromRangeEnd moveToRangeStart
moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart customXmlDelRangeEnd proofErr permStart permEnd
ins del moveFrom moveTo"""
GROUPS = {
    "RANGES": RANGES,
    "BLOCKS": f"p tbl sdt customXml altChunk {RANGES}",
    "RUNS": f"r hyperlink fldSimple sdt customXml smartTag dir bdo subDoc {RANGES}",
    "PIECES": """br t contentPart delText instrText delInstrText noBreakHyphen softHyphen dayShort monthShort yearShort dayLong
monthLong yearLong annotationRef footnoteRef endnoteRef separator continuationSeparator sym pgNum cr tab object pict fldChar ruby
footnoteReference endnoteReference commentReference drawing ptab lastRenderedPageBreak""",
    "WRAPS": "wp:wrapNone wp:wrapSquare wp:wrapTight wp:wrapThrough wp:wrapTopAndBottom",
}
"""Names that may stand in one place of an order, in any sequence."""

_RUN_PROPERTIES = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout
specVanish oMath rPrChange"""
_EDGES = "top left|start bottom right|end"
_ROW = "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden"

_ORDERS = {
    # The parts and their stories.
    "document": "background body!",
    "body": "BLOCKS* sectPr",
    "hdr": "BLOCKS*",
    "ftr": "BLOCKS*",
    "footnotes": "footnote*",
    "footnote": "BLOCKS*",
    "endnotes": "endnote*",
    "endnote": "BLOCKS*",
    "comments": "comment*",
    "comment": "BLOCKS*",
    # Paragraphs and runs.
    "p": "pPr RUNS*",
    "r": "rPr PIECES*",
    "hyperlink": "RUNS*",
    "fldSimple": "fldData RUNS*",
    "smartTag": "smartTagPr RUNS*",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr
sectPr pPrChange""",
    "rPr": f"ins del moveFrom moveTo {_RUN_PROPERTIES}",
    "numPr": "ilvl numId ins numberingChange",
    "pBdr": "top left bottom right between bar",
    "tabs": "tab*",
    # Tables.
    "tbl": "RANGES* tblPr! tblGrid! (tr|sdt|customXml|RANGES)*",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd
tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange""",
    "tblPrEx": "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblPrExChange",
    "tblGrid": "gridCol* tblGridChange",
    "tblBorders": f"{_EDGES} insideH insideV",
    "tblCellMar": _EDGES,
    "tr": "tblPrEx trPr (tc|sdt|customXml|RANGES)*",
    "trPr": f"({_ROW.replace(' ', '|')})* ins del trPrChange",
    "tc": "tcPr BLOCKS*",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers
cellIns cellDel cellMerge tcPrChange""",
    "tcBorders": f"{_EDGES} insideH insideV tl2br tr2bl",
    "tcMar": _EDGES,
    # Sections.
    "sectPr": """(headerReference|footerReference)* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType
cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange""",
    "pgBorders": "top left bottom right",
    "cols": "col*",
    # Styles and numbering.
    "styles": "docDefaults latentStyles style*",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "pPrDefault": "pPr",
    "latentStyles": "lsdException*",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr*""",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "numbering": "numPicBullet* abstractNum* num* numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl*",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "num": "abstractNumId! lvlOverride*",
    "lvlOverride": "startOverride lvl",
    # Settings.
    "settings": """writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries
displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts
saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop
hideSpellingErrors hideGrammaticalErrors activeWritingStyle* proofState formsDesign attachedTemplate linkStyles
stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting
documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit
hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders
bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing
displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin
drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars
noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent
alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags
alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids attachedSchema* themeFontLang
clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType*
shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator""",
    # Pictures.
    "wp:inline": "wp:extent! wp:effectExtent wp:docPr! wp:cNvGraphicFramePr a:graphic!",
    "wp:anchor": """wp:simplePos! wp:positionH! wp:positionV! wp:extent! wp:effectExtent WRAPS wp:docPr! wp:cNvGraphicFramePr
a:graphic!""",
}

_OPEN = """sdtPr sdtEndPr sdtContent compat rsids docVars mailMerge captions footnotePr endnotePr ruby fldChar object pict
drawing customXml customXmlPr smartTagPr ins del moveFrom moveTo dir bdo rPrChange pPrChange sectPrChange
tblPrChange trPrChange tcPrChange tblPrExChange tblGridChange numPicBullet background hdrShapeDefaults
shapeDefaults"""
OPEN = frozenset(_OPEN.split())
"""Elements whose inside is not described here."""

Slot = tuple[frozenset[str], bool, bool]
"""One place in an order: the names that may stand there, whether many may, whether one must."""


def _slot(token: str) -> Slot:
    names: list[str] = []
    for name in token.rstrip("*!").strip("()").split("|"):
        names += GROUPS[name].split() if name in GROUPS else [name]
    return frozenset(names), token.endswith("*"), token.endswith("!")


ORDERS: dict[str, tuple[Slot, ...]] = {name: tuple(map(_slot, order.split())) for name, order in _ORDERS.items()}
LEAVES = frozenset(n for slots in ORDERS.values() for names, _, _ in slots for n in names if ":" not in n) - ORDERS.keys() - OPEN
"""Elements that hold no other element of WordprocessingML."""
