"""Plain values as cells, and cells as plain values.

In: text, lists and dicts as a file of the workspace holds them, or what stands in a cell. Out: the other. Touches: nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

from ..domain.procedure import TimeUnit
from ..domain.text import clean_text
from .shapes import Column, Flagged, Kind
from .wording import NO, YES, value_of, word_of

MAX_CELL = 32_767
"""Signs in one cell of Excel."""
_NOBODY = "–"
"""An empty list among lists."""
CellValue = str | int | float | date | None
_OPEN, _CLOSE = "⟦", "⟧"
_BRACKET = re.compile(r"^(?P<text>.*?) ?⟦(?P<inside>[^⟦⟧]*)⟧\Z", re.DOTALL)
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\Z")
_LONG_DAY = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\Z", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?\Z")
_CLOCK = re.compile(r"(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?(?::00)?\Z", re.IGNORECASE)
_RETENTION = re.compile(r"(\d+)\s*(năm|tháng)\Z", re.IGNORECASE)
_DURATION = re.compile(r"(?P<key>[a-z][a-z0-9_]*):\s*(?P<value>[\d.,]*)\s*(?P<unit>[^\d(]*?)\s*(?:\(nhóm (?P<group>\d+)\))?\Z")


class MisreadError(ValueError):
    """A cell that cannot be what its column holds; the text names what is asked."""


@dataclass(frozen=True)
class Names:
    """What keys are called in this workspace, and back: titles of positions, of officials, of fields."""

    title_of: Callable[[str, str], str | None]
    key_of: Callable[[str, str], str | None]


def _shown_key(column: Column, text: str, names: Names) -> str:
    title = names.title_of(column.names, text) if column.names else None
    return f"{title} ({text})" if title else text


def _read_key(column: Column, text: str, names: Names) -> str:
    if column.names is None:
        return text
    found = re.search(r"\(([a-z][a-z0-9_]*)\)\Z", text)
    if found and names.title_of(column.names, found[1]) is not None:
        return found[1]
    return names.key_of(column.names, text) or text


# ---- one value


def _encode_one(column: Column, value: Any, names: Names) -> CellValue:
    kind = column.kind
    if kind is Kind.INTEGER:
        return int(value)
    if kind is Kind.DECIMAL:
        number = Decimal(value)
        return int(number) if number == number.to_integral() else float(number)
    if kind in (Kind.TRUTH, Kind.PRESENCE):
        return YES if value == "true" else NO
    if kind is Kind.DAY:
        return date.fromisoformat(value)
    if kind is Kind.CHOICE and column.choices is not None:
        return word_of(_member(column.choices, value))
    if kind is Kind.RETENTION:
        return _retention_text(value)
    if kind is Kind.DURATIONS:
        return "\n".join(_duration_text(key, each) for key, each in value.items())
    if kind is Kind.TREE:
        return "\n".join(_tree_lines(value)) or "{}"
    return _shown_key(column, str(value), names)


def _member(choices: type[Enum], value: str) -> Enum:
    return next(each for each in choices if str(each.value) == value)


def _decode_one(column: Column, value: Any, names: Names) -> Any:
    kind = column.kind
    if kind is Kind.DAY:
        return _read_day(value)
    if kind is Kind.CLOCK:
        return _read_clock(value)
    if kind in (Kind.INTEGER, Kind.DECIMAL):
        return _read_number(value, kind is Kind.INTEGER)
    text = text_of(value)
    if kind in (Kind.TRUTH, Kind.PRESENCE):
        return _read_truth(value, text)
    if kind is Kind.CHOICE and column.choices is not None:
        found = value_of(text, column.choices)
        if found is None:
            raise MisreadError(", ".join(word_of(each) for each in column.choices))
        return found
    if kind is Kind.RETENTION:
        return _read_retention(text)
    if kind is Kind.DURATIONS:
        return dict(_read_duration(line) for line in text.split("\n") if line.strip())
    if kind is Kind.TREE:
        return _read_tree(text)
    return _read_key(column, text, names)


def text_of(value: Any) -> str:
    """Return what a cell says as text, cleaned: a whole number without its «.0», a day as dd/mm/yyyy."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, (date, time)):
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    return str(clean_text(str(value)))


def _read_truth(value: Any, text: str) -> str:
    folded = text.lower()
    if folded in (YES, "co", "x", "đúng", "dung", "true", "1", "yes"):
        return "true"
    if folded in (NO, "khong", "sai", "false", "0", "no"):
        return "false"
    raise MisreadError(f"{YES}, {NO}")


def _read_day(value: Any) -> str:
    if isinstance(value, datetime):
        if value.time() != time():
            raise MisreadError("01/7/2025")
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = text_of(value)
    found = _DAY.match(text) or _LONG_DAY.match(text)
    iso = _ISO_DAY.match(text)
    if not found and not iso:
        raise MisreadError("01/7/2025")
    day, month, year = found.groups() if found else (iso[3], iso[2], iso[1]) if iso else ("", "", "")
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as cause:
        raise MisreadError("01/7/2025") from cause


def _read_clock(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, timedelta):
        value = (datetime.min + value).time()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if found := _CLOCK.match(text_of(value)):
        hour, minute = int(found[1]), int(found[2] or 0)
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}"
    raise MisreadError("07:30")


def _read_number(value: Any, whole: bool) -> str:
    """Read a number as Vietnamese write it: 1.250.000 and 0,5; what can be read in two ways is not read."""
    asked = "1250000" if whole else "0,5"
    if isinstance(value, (bool, date, time, timedelta)):
        raise MisreadError(asked)
    if isinstance(value, (int, float)):
        number = Decimal(str(value))
    else:
        text = text_of(value).removesuffix("đồng").removesuffix("đ").replace(" ", "")
        if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text) and whole:
            text = text.replace(".", "")
        elif re.fullmatch(r"-?\d+,\d+", text) and not whole:
            text = text.replace(",", ".")
        elif text == "½":
            text = "0.5"
        if not re.fullmatch(r"-?\d+(\.\d+)?", text):
            raise MisreadError(asked)
        try:
            number = Decimal(text)
        except InvalidOperation as cause:
            raise MisreadError(asked) from cause
    if whole and number != number.to_integral():
        raise MisreadError(asked)
    return f"{number.normalize():f}" if not whole else str(int(number))


def _retention_text(value: Mapping[str, str]) -> str:
    if value.get("permanent") == "true":
        return "Vĩnh viễn"
    return f"{value['years']} năm" if "years" in value else f"{value['months']} tháng"


def _read_retention(text: str) -> dict[str, str]:
    if text.lower() == "vĩnh viễn":
        return {"permanent": "true"}
    if found := _RETENTION.match(text):
        return {"years" if found[2].lower() == "năm" else "months": str(int(found[1]))}
    raise MisreadError("Vĩnh viễn, 5 năm, 6 tháng")


def _duration_text(key: str, value: Mapping[str, str]) -> str:
    number = value.get("value", "").replace(".", ",")
    unit = word_of(TimeUnit(value["unit"])) if "unit" in value else ""
    group = f"(nhóm {value['group']})" if "group" in value else ""
    return f"{key}: " + " ".join(filter(None, (number, unit, group)))


def _read_duration(line: str) -> tuple[str, dict[str, str]]:
    asked = "standard: 0,5 ngày làm việc (nhóm 1)"
    found = _DURATION.match(line.strip())
    if not found:
        raise MisreadError(asked)
    said: dict[str, str] = {}
    if found["value"]:
        said["value"] = _read_number(found["value"], whole=False)
    if found["unit"]:
        unit = value_of(found["unit"], TimeUnit)
        if unit is None:
            raise MisreadError(asked)
        said["unit"] = unit
    if found["group"]:
        said["group"] = found["group"]
    return found["key"], said


# ---- trees: «a › b = value», one line for each value

_STEP = " › "


def _tree_lines(value: Any, path: tuple[str, ...] = ()) -> list[str]:
    if isinstance(value, Mapping) and value:
        return [line for key, each in value.items() for line in _tree_lines(each, (*path, key))]
    plain = isinstance(value, str) and "\n" not in value and clean_text(value) == value and not value.startswith(("{", "[", '"'))
    written = value if plain and value not in ("", "null") else _json(value)
    return [f"{_STEP.join(_key(each) for each in path)} = {written}"] if path else []


def _key(text: str) -> str:
    return _json(text) if re.search(r'[›="\s]', text) or not text or clean_text(text) != text else text


def _json(value: Any) -> str:
    """Return a value as JSON that the cleaning of a cell leaves as it is: blanks side by side and odd signs are escaped."""
    written = json.dumps(value, ensure_ascii=False)
    if clean_text(written) == written:
        return written
    return re.sub("(?<= ) ", r"\\u0020", json.dumps(value))


def _read_tree(text: str) -> dict[str, Any]:
    asked = "time_limits › standard › value = 2"
    found: dict[str, Any] = {}
    if text == "{}":
        return found
    for line in filter(None, (each.strip() for each in text.split("\n"))):
        keys, rest = _read_keys(line)
        if not keys or rest is None:
            raise MisreadError(asked)
        place = found
        for key in keys[:-1]:
            place = place.setdefault(key, {})
            if not isinstance(place, dict):
                raise MisreadError(asked)
        place[keys[-1]] = _tree_value(rest, asked)
    return found


def _read_keys(line: str) -> tuple[list[str], str | None]:
    keys: list[str] = []
    place = 0
    while True:
        if line[place : place + 1] == '"':
            try:
                key, place = json.JSONDecoder().raw_decode(line, place)
            except ValueError:
                return [], None
        else:
            match = re.compile(r'[^›="\s]+').match(line, place)
            if not match:
                return [], None
            key, place = match.group(), match.end()
        keys.append(str(key))
        rest = re.compile(r"\s*([›=])\s?").match(line, place)
        if not rest:
            return [], None
        place = rest.end()
        if rest[1] == "=":
            return keys, line[place:].strip()
        place += len(line[place:]) - len(line[place:].lstrip())


def _tree_value(text: str, asked: str) -> Any:
    if text == "null" or text.startswith(("{", "[", '"')):
        try:
            return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
        except (ValueError, RecursionError) as cause:
            raise MisreadError(asked) from cause
    return text


# ---- several values in a cell


def _flagged_text(flagged: Flagged, column: Column, value: Any, names: Names) -> str:
    said = {flagged.text: value} if isinstance(value, str) else dict(value)
    text = str(_encode_one(column, said[flagged.text], names))
    inside = [
        f"{word} {_shown_day(said[name])}" for name, word in (("valid_from", "từ"), ("valid_to", "đến")) if name in said
    ] + [title for name, title in flagged.flags if said.get(name) == "true"]
    return f"{text} {_OPEN}{', '.join(inside)}{_CLOSE}" if inside or _BRACKET.match(text) else text


def _shown_day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _read_flagged(flagged: Flagged, column: Column, text: str, names: Names) -> Any:
    found = _BRACKET.match(text)
    body = found["text"] if found else text
    said: dict[str, Any] = {flagged.text: _decode_one(column, body, names) if column.choices else body}
    titles = {title: name for name, title in flagged.flags}
    for part in filter(None, (each.strip() for each in (found["inside"] if found else "").split(","))):
        begin, _, rest = part.partition(" ")
        if begin in ("từ", "đến") and part not in titles:
            said["valid_from" if begin == "từ" else "valid_to"] = _read_day(rest)
        elif part in titles:
            said[titles[part]] = "true"
        else:
            raise MisreadError(f"{_OPEN}từ 01/7/2025, đến 31/12/2025{_CLOSE}")
    return said


def _joined(items: list[str]) -> str:
    """Join items, one per line; further lines of an item begin with two blanks, which no line of a text does."""
    return "\n".join(item.replace("\n", "\n  ") for item in items)


def _split(text: str) -> list[str]:
    items: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.startswith("  ") and items:
            items[-1] += "\n" + line[2:]
        elif line.strip():
            items.append(line)
    return [str(clean_text(item)) for item in items]


def encode(column: Column, value: Any, names: Names) -> CellValue:
    """Return what a cell of the column shows for a plain value; None for nothing."""
    if value is None:
        return None
    if not column.many:
        return _encode_one(column, value, names)
    if column.flagged is not None:
        flagged = column.flagged
        return _joined([_flagged_text(flagged, column, each, names) for each in value]) or None
    if column.inner:
        return _joined(["; ".join(str(_encode_one(column, one, names)) for one in each) or _NOBODY for each in value]) or None
    return _joined([str(_encode_one(column, each, names)) for each in value]) or None


def decode(column: Column, value: Any, names: Names) -> Any:
    """Return the plain value of a cell that is not empty; raises MisreadError, which names what is asked."""
    if not column.many:
        return _decode_one(column, value, names)
    items = _split(value if isinstance(value, str) else text_of(value))
    if column.flagged is not None:
        return [_read_flagged(column.flagged, column, each, names) for each in items]
    if column.inner:
        lines = ([one.strip() for one in each.split(";")] for each in items)
        return [[_decode_one(column, one, names) for one in line if one not in ("", _NOBODY)] for line in lines]
    return [_decode_one(column, each, names) for each in items]
