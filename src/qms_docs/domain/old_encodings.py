"""Texts in the encodings that Vietnamese offices used before Unicode: TCVN3 (ABC) and VNI.

In: text. Out: whether it looks like one of them, and what it then says. Touches: nothing.
"""

from __future__ import annotations

import re
import unicodedata

_LOWER = "a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ"
_TCVN3 = (
    r"®|[a-zà-ý]«(?=[a-zà-ý])|[A-Za-zà-ý][¸©ª](?=[A-Za-zà-ý])|[A-Za-zà-ý][¨¬µ¶¾](?![\w/])|[A-Za-zà-ý][¨¬µ¶¾¼¹](?=[a-zà-ý])|"
    r"(?<!\w)[¨¬][a-z]"
)
_VNI = (
    r"(?i:[aăâ][àáâãèéêìíòóôõùúýøûïåä]|e[àáâãèéêòóôõùúýøûï]|o[âêìíôùúýøûï]|u[ùúûøï]|y[àáâãèéìíòóôõùúýøûï]|ö[ôuai]|"
    r"[eo][äå]|[öô][ùøûõï]|ñ[aeoiuö]?[àáâãêôøûï])"
)
_CAPITAL_INSIDE = rf"[{_LOWER}][ÀÁÂÃÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖ×ØÙÚÛÜÝÞß][{_LOWER}]?(?!\w*[A-Z]{{2}})"
OLD_ENCODING = re.compile(rf"{_TCVN3}|{_VNI}|{_CAPITAL_INSIDE}")
"""Signs that never stand so in Vietnamese Unicode text."""

_FROM_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\u00adõøö÷ùúýûüþ¡¢£¤¥¦§",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂÊÔƠƯĐ",
)
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT, _ROOF, _BOW, _HORN = (
    "\u0300", "\u0301", "\u0309", "\u0303", "\u0323", "\u0302", "\u0306", "\u031b"
)  # fmt: skip
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT, "â": _ROOF, "ê": _BOW,
    "à": _ROOF + _GRAVE, "á": _ROOF + _ACUTE, "å": _ROOF + _HOOK, "ã": _ROOF + _TILDE, "ä": _ROOF + _DOT,
    "è": _BOW + _GRAVE, "é": _BOW + _ACUTE, "ú": _BOW + _HOOK, "ü": _BOW + _TILDE, "ë": _BOW + _DOT,
}  # fmt: skip
_VNI_LETTERS = {
    "ô": "o" + _HORN,
    "ö": "u" + _HORN,
    "ñ": "đ",
    "æ": "i" + _HOOK,
    "ó": "i" + _TILDE,
    "ò": "i" + _DOT,
    "î": "y" + _DOT,
}
_VNI_PAIR = re.compile(r"([aeouyôö])([øùûõïâêàáåãäèéúüë])|([ôöñæóòî])", re.IGNORECASE)


def looks_old(text: str) -> bool:
    """True if the text looks like TCVN3 or VNI."""
    return OLD_ENCODING.search(text) is not None


def in_unicode(text: str) -> str:
    """Return what a text in TCVN3 or VNI most likely says: a proposal for a person to look at, never a fact."""
    from_tcvn3 = text.translate(_FROM_TCVN3)
    from_vni = unicodedata.normalize("NFC", _VNI_PAIR.sub(_of_vni, text))
    return min((from_tcvn3, from_vni), key=lambda each: len(OLD_ENCODING.findall(each)) * 1000 + _strange(each))


def _of_vni(found: re.Match[str]) -> str:
    base, mark, single = found.groups()
    if single:
        letter = _VNI_LETTERS[single.lower()]
        return letter if single.islower() else letter.upper()
    letter = _VNI_LETTERS.get(base.lower(), base.lower()) + _VNI_MARKS[mark.lower()]
    return letter if base.islower() else letter.upper()


def _strange(text: str) -> int:
    """Count the signs that no Vietnamese text holds."""
    known = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
    return sum(1 for sign in unicodedata.normalize("NFC", text).lower() if ord(sign) > 127 and sign not in known)
