"""Rules of the text, the signature, the recipients, the annexes, and of spelling.

In: nothing. Out: `Rule` values. Touches: nothing.
"""

from __future__ import annotations

from ...diagnostics import Severity, say
from .rule import Rule

_WARN = Severity.WARNING
_PARTS, _TEXT, _SIGNER = "điểm đ khoản 6 Mục II", "điểm e khoản 6 Mục II", "khoản 7 Mục II"
_RECIPIENTS, _ANNEX = "khoản 9 Mục II", "khoản 1 Mục III"

OF_TEXT = (
    Rule("LAY100", "body-size", say("Size of the text"), _TEXT, say("13 to 14 pt")),
    Rule("LAY101", "body-size-mixed", say("Sizes within the text"), _TEXT, say("one size for the whole text"), _WARN),
    Rule("LAY102", "body-align", say("Alignment of the text"), _TEXT, say("justified on both sides")),
    Rule("LAY103", "body-indent", say("Indent of the first line"), _TEXT, say("1 cm or 1.27 cm")),
    Rule("LAY104", "body-gap", say("Gap between paragraphs"), _TEXT, say("at least 6 pt")),
    Rule("LAY105", "body-lines", say("Spacing of lines"), _TEXT, say("single to 1.5 lines")),
    Rule("LAY106", "body-style", say("Posture of the text"), _TEXT, say("upright")),
    Rule("LAY107", "body-case", say("Letters of the text"), _TEXT, say("small letters"), _WARN),
    Rule("LAY108", "article-form", say("Form of an article"), _PARTS, say("«Điều 1.» with a full stop")),
    Rule("LAY109", "article-style", say("Weight of «Điều …»"), _PARTS, say("bold, upright")),
    Rule("LAY110", "article-order", say("Numbers of the articles"), _PARTS, say("1, 2, 3 … without a gap")),
    Rule("LAY111", "clause-form", say("Form of a clause"), _PARTS, say("«1.» with a full stop")),
    Rule("LAY112", "clause-order", say("Numbers of the clauses"), _PARTS, say("1, 2, 3 … without a gap"), _WARN),
    Rule("LAY113", "point-form", say("Form of a point"), _PARTS, say("«a)» with a small letter and a bracket")),
    Rule(
        "LAY114", "point-order", say("Letters of the points"), _PARTS,
        say("the Vietnamese alphabet: a, b, c, d, đ, e, g, h, i, k …"),
    ),
    Rule("LAY115", "section-form", say("Form of a section"), _PARTS, say("«I.» with a full stop")),
    Rule("LAY116", "section-case", say("Letters of the title of a section"), _PARTS),
    Rule("LAY117", "section-style", say("Weight of the title of a section"), _PARTS),
    Rule("LAY118", "section-size", say("Size of the title of a section"), _PARTS),
    Rule("LAY119", "section-order", say("Numbers of the sections"), _PARTS, say("I, II, III … without a gap"), _WARN),
    Rule(
        "LAY120", "chapter-form", say("Number of a chapter or part"), _PARTS,
        say("Roman for «Phần», «Chương»; Arabic for «Mục»"),
    ),
    Rule("LAY121", "chapter-align", say("Place of «Chương …»"), _PARTS),
    Rule("LAY122", "chapter-style", say("Weight of «Chương …»"), _PARTS),
    Rule("LAY123", "chapter-size", say("Size of «Chương …»"), _PARTS),
    Rule("LAY124", "chapter-title-case", say("Letters of the title of a chapter"), _PARTS),
    Rule("LAY125", "chapter-title-style", say("Weight of the title of a chapter"), _PARTS),
    Rule("LAY126", "chapter-title-align", say("Place of the title of a chapter"), _PARTS),
    Rule(
        "LAY127", "end-mark", say("End of the text"), "khoản 6 Mục II",
        say("«./.»"), _WARN, verified=False,
    ),
    Rule("LAY130", "signature-missing", say("Office of the signer"), _SIGNER, say("below the text, on the right")),
    Rule("LAY131", "post-case", say("Letters of the office of the signer"), _SIGNER),
    Rule("LAY132", "post-style", say("Weight of the office of the signer"), _SIGNER),
    Rule("LAY133", "post-size", say("Size of the office of the signer"), _SIGNER),
    Rule("LAY134", "post-prefix", say("Capacity of the signer"), _SIGNER, say("«TM.», «KT.», «TL.», «TUQ.», «Q.»")),
    Rule(
        "LAY135", "post-order", say("Order of the lines above the signature"), _SIGNER,
        say("«KT.» over the deputy, «TM.» over the collective"), _WARN,
    ),
    Rule("LAY136", "name-missing", say("Name of the signer"), _SIGNER, say("below the signature")),
    Rule("LAY137", "name-case", say("Letters of the name of the signer"), _SIGNER),
    Rule("LAY138", "name-style", say("Weight of the name of the signer"), _SIGNER),
    Rule("LAY139", "name-size", say("Size of the name of the signer"), _SIGNER),
    Rule("LAY140", "name-title", say("Title before the name of the signer"), _SIGNER, say("the name alone")),
    Rule("LAY141", "recipients-missing", say("Recipients"), _RECIPIENTS, say("«Nơi nhận:» with a list")),
    Rule("LAY142", "recipients-head-form", say("Form of «Nơi nhận:»"), _RECIPIENTS, say("«Nơi nhận:»")),
    Rule("LAY143", "recipients-head-style", say("Weight of «Nơi nhận:»"), _RECIPIENTS),
    Rule("LAY144", "recipients-head-size", say("Size of «Nơi nhận:»"), _RECIPIENTS),
    Rule("LAY145", "recipients-size", say("Size of the list of recipients"), _RECIPIENTS),
    Rule("LAY146", "recipients-style", say("Weight of the list of recipients"), _RECIPIENTS),
    Rule("LAY147", "recipients-form", say("Form of a recipient"), _RECIPIENTS, say("«- …;», the last with a full stop")),
    Rule("LAY148", "file-copy", say("Copy for the files"), _RECIPIENTS, say("«- Lưu: VT, …» as the last line")),
    Rule(
        "LAY149", "addressed-form", say("Form of «Kính gửi»"), _RECIPIENTS,
        say("«Kính gửi: …»; several: each «- …;» on its own line"),
    ),
    Rule("LAY150", "addressed-size", say("Size of «Kính gửi»"), _RECIPIENTS),
    Rule("LAY151", "addressed-style", say("Weight of «Kính gửi»"), _RECIPIENTS),
    Rule("LAY152", "addressed-missing", say("Addressee of a letter"), _RECIPIENTS, say("«Kính gửi: …»")),
    Rule(
        "LAY160", "annex-form", say("Number of an annex"), _ANNEX,
        say("Roman: «Phụ lục I», «Phụ lục II»; none where there is one"),
    ),
    Rule("LAY161", "annex-case", say("Letters of «Phụ lục»"), _ANNEX),
    Rule("LAY162", "annex-size", say("Size of «Phụ lục»"), _ANNEX),
    Rule("LAY163", "annex-style", say("Weight of «Phụ lục»"), _ANNEX),
    Rule("LAY164", "annex-align", say("Place of «Phụ lục»"), _ANNEX),
    Rule("LAY165", "annex-title-case", say("Letters of the title of an annex"), _ANNEX),
    Rule("LAY166", "annex-title-style", say("Weight of the title of an annex"), _ANNEX),
    Rule("LAY167", "annex-title-size", say("Size of the title of an annex"), _ANNEX),
    Rule("LAY168", "annex-title-align", say("Place of the title of an annex"), _ANNEX),
    Rule(
        "LAY169", "annex-attached-missing", say("Paper to which an annex belongs"), _ANNEX,
        say("«(Kèm theo Quyết định số … ngày … của …)»"),
    ),
    Rule("LAY170", "annex-attached-style", say("Posture of «(Kèm theo …)»"), _ANNEX),
    Rule("LAY171", "annex-attached-size", say("Size of «(Kèm theo …)»"), _ANNEX),
    Rule("LAY172", "annex-pages", say("Page numbers of an annex"), _ANNEX, say("counted from 1 in each annex")),
    Rule("LAY173", "attached-style", say("Posture of «(Kèm theo …)»"), _ANNEX),
    Rule("LAY174", "annex-mentioned", say("Annex in the text"), _ANNEX, say("the text refers to it"), _WARN),
    Rule("LAY180", "capital-letters", say("Capital letters"), "Phụ lục II", say("as in annex II of the decree"), _WARN),
    Rule(
        "LAY181", "tone-marks-mixed", say("Place of the tone mark"), "khoản 4 Mục I",
        say("one way in the whole paper"), _WARN, verified=False,
    ),
    Rule("LAY182", "double-blank", say("Blanks between words"), "điểm e khoản 6 Mục II", say("one blank"), _WARN, verified=False),
    Rule(
        "LAY183", "blank-before-sign", say("Blank before a sign"), "điểm e khoản 6 Mục II",
        say("none before , ; : . ! ?"), _WARN, verified=False,
    ),
    Rule(
        "LAY184", "tab-indent", say("Indent made of tabs or blanks"), _TEXT,
        say("an indent of the paragraph"), _WARN, verified=False,
    ),
    Rule(
        "LAY185", "empty-paragraphs", say("Gap made of empty paragraphs"), _TEXT,
        say("spacing of the paragraph"), _WARN, verified=False,
    ),
)  # fmt: skip
