"""The words of the list of external documents: the acts that procedures and system documents cite and that stand on the day.

In: procedures in scope, kinds, regimes, `system/*.yaml`. Out: the group `external`. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ...domain.dated import in_force
from ...domain.document import DocumentKind
from ...domain.law import ActKind, LegalAct
from ...domain.procedure import AdministrativeProcedure
from ...domain.vietnamese import UNKNOWN, closed_list, lower_first, short_date, two_digits, upper_first
from .context import CommuneContext
from .models import WordGroup, _word

SYSTEM = "Hệ thống"
_FEW = 4


class ExternalRowWords(WordGroup):
    """Văn bản bên ngoài."""

    no: str = _word("Số thứ tự", "1")
    number: str = _word("Số, ký hiệu", "60/2014/QH13")
    title: str = _word("Tên gọi, trích yếu", "Luật Hộ tịch")
    issuer: str = _word("Cơ quan ban hành", "Quốc hội")
    signed: str = _word("Ngày ban hành", "20/11/2014")
    effective: str = _word("Ngày hiệu lực", "01/01/2016")
    status: str = _word("Tình trạng", "Còn hiệu lực")
    used: str = _word("Nơi áp dụng: mã lĩnh vực, «Hệ thống»", "TPHT, TPCT")


class ExternalGroupWords(WordGroup):
    """Nhóm văn bản cùng loại."""

    title: str = _word("Loại văn bản", "Nghị định")
    rows: list[ExternalRowWords] = _word("Văn bản")


class FieldCodeWords(WordGroup):
    """Mã lĩnh vực."""

    code: str = _word("Mã", "TPHT")
    name: str = _word("Lĩnh vực", "Hộ tịch")


class ExternalWords(WordGroup):
    """Danh mục tài liệu bên ngoài."""

    groups: list[ExternalGroupWords] = _word("Văn bản theo loại, theo thứ tự pháp lý")
    count: str = _word("Tổng số văn bản", "58")
    summary: list[str] = _word("Số văn bản của từng loại, có dấu cuối", "12 luật;")
    fields: list[FieldCodeWords] = _word("Mã các lĩnh vực trong phạm vi")
    unclear: bool = _word("Đúng khi có văn bản chưa rõ ngày, cần đối chiếu")


def _of_system(context: CommuneContext) -> Iterator[str]:
    catalogue = context.catalogue
    for kind in catalogue.made_kinds.values():
        yield from kind.basis
    yield from (*context.one_stop.acts, context.one_stop.forms_act)
    if (layout := catalogue.layout_on(context.day)) is not None:
        yield layout.act
    profile = catalogue.province_on(context.commune, context.day)
    if profile is not None and profile.rollout_plan:
        yield profile.rollout_plan
    yield from catalogue.acts_of_system


def _of_procedure(context: CommuneContext, procedure: AdministrativeProcedure) -> Iterator[str | None]:
    day = context.day
    yield from (cited.act for cited in in_force(procedure.legal_basis, day))
    yield from (form.act for form in in_force(procedure.forms, day))
    yield from (fee.act for fee in in_force(procedure.fees, day))
    profile = context.catalogue.province_on(context.commune, day)
    for local in in_force(profile.fees if profile else (), day):
        if local.procedure == procedure.code:
            yield local.act


def cited_acts(context: CommuneContext) -> dict[str, list[str]]:
    """Return the keys of the acts cited and where: «Hệ thống» and the codes of fields."""
    where: dict[str, list[str]] = {}
    for key in _of_system(context):
        where.setdefault(key, [SYSTEM])
    for procedure in context.scope:
        code = context.catalogue.fields[procedure.field].code
        for found in _of_procedure(context, procedure):
            if found is not None and code not in where.setdefault(found, []):
                where[found].append(code)
    return where


def _status(act: LegalAct, amending: Iterable[LegalAct]) -> str:
    numbers = ", ".join(other.number for other in amending)
    text = f"Còn hiệu lực; được sửa đổi, bổ sung bởi {numbers}" if numbers else "Còn hiệu lực"
    return text if act.signed or act.effective_from else f"{text} (đối chiếu ngày)"


def _effective(act: LegalAct) -> str:
    """Return the day of effect; a plan or letter, which has none of its own, is effective when signed."""
    own = act.kind in (ActKind.PLAN, ActKind.OFFICIAL_LETTER)
    day = act.effective_from or (act.signed if own else None)
    return short_date(day) if day else UNKNOWN


def _used(where: list[str]) -> str:
    codes = [item for item in where if item != SYSTEM]
    shown = [SYSTEM] if SYSTEM in where else []
    shown += codes if len(codes) <= _FEW else [f"{two_digits(len(codes))} lĩnh vực"]
    return ", ".join(shown)


def external_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `external`."""
    where = cited_acts(context)
    acts = context.acts_on(where)
    standing = context.acts_on(context.catalogue.acts)
    groups: dict[str, list[dict[str, str]]] = {}
    for number, act in enumerate(acts, 1):
        amending = [other for other in standing if act.id in other.amends or act.number in other.amends]
        row = {
            "no": str(number),
            "number": act.number,
            "title": upper_first(act.title or UNKNOWN),
            "issuer": act.issuer,
            "signed": short_date(act.signed) if act.signed else UNKNOWN,
            "effective": _effective(act),
            "status": _status(act, amending),
            "used": _used(where[act.id]),
        }
        groups.setdefault(upper_first(act.kind.value), []).append(row)
    fields = {procedure.field: context.catalogue.fields[procedure.field] for procedure in context.scope}
    return {
        "groups": [{"title": title, "rows": rows} for title, rows in groups.items()],
        "count": two_digits(len(acts)),
        "summary": closed_list([f"{two_digits(len(rows))} {lower_first(title)}" for title, rows in groups.items()]),
        "fields": [{"code": field.code, "name": field.name} for field in fields.values()],
        "unclear": any(act.signed is None or _effective(act) == UNKNOWN for act in acts),
    }
