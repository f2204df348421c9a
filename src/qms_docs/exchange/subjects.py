"""The subjects of a workbook: which models are exchanged, under which Vietnamese names, and what tells their objects apart.

In: nothing. Out: `SUBJECTS`. Touches: nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pydantic import BaseModel

from ..domain.overrides import OverrideFile
from ..domain.people import Position
from ..domain.procedure import AdministrativeProcedure
from ..domain.system import SYSTEM_FILES
from ..domain.system.year_records import YearRecords
from ..domain.units import Commune, ProvinceProfile
from .shapes import Path_, TableShape, shape_of

NEVER: tuple[Path_, ...] = ()
FILE = "file"
"""Identity of an object that has none but the name of its file."""
_SHEET_NAME = 31

_NAMES: dict[tuple[str, Path_], str] = {
    ("commune", ()): "Đơn vị",
    ("commune", ("names",)): "Tên đơn vị",
    ("commune", ("agency",)): "Cơ quan",
    ("commune", ("officials",)): "Nhân sự",
    ("commune", ("assignments",)): "Phân công",
    ("province", ()): "Tỉnh",
    ("province", ("fees",)): "Lệ phí",
    ("position", ()): "Chức vụ",
    ("position", ("titles",)): "Tên chức vụ",
    ("override", ()): "Nơi có khác biệt",
    ("override", ("overrides",)): "Khác biệt địa phương",
    ("override", ("overrides", "insert")): "Khác biệt - mục thêm",
    ("procedure", ()): "Thủ tục",
    ("procedure", ("records",)): "Hồ sơ lưu",
    ("procedure", ("steps",)): "Các bước",
    ("procedure", ("time_limits",)): "Thời hạn",
    ("procedure", ("fees",)): "Phí thủ tục",
    ("procedure", ("dossier", "groups")): "Nhóm giấy tờ",
    ("procedure", ("dossier", "groups", "items")): "Giấy tờ",
    ("objectives", ("objectives",)): "Mục tiêu",
    ("objectives", ("objectives", "plan")): "Mục tiêu - kế hoạch",
    ("risks", ("risks",)): "Rủi ro",
    ("risks", ("chances",)): "Cơ hội",
    ("issues", ("external",)): "Bối cảnh - bên ngoài",
    ("issues", ("internal",)): "Bối cảnh - nội bộ",
    ("parties", ("parties",)): "Bên quan tâm",
    ("plan", ("steps",)): "Kế hoạch",
    ("year", ()): "Số liệu năm",
    ("year", ("objectives",)): "Số liệu năm - mục tiêu",
    ("procedures", ("procedures", "rules")): "Quy trình hệ thống - quy định",
    ("audit_questions", ("clauses",)): "Câu hỏi đánh giá - điều khoản",
    ("audit_questions", ("procedure_checks",)): "Câu hỏi đánh giá - quy trình",
}
_TITLES = {
    "committee": "Ban Chỉ đạo",
    "plan": "Kế hoạch",
    "procedures": "Quy trình hệ thống",
    "processes": "Quá trình",
    "confirmation": "Xác nhận hiệu lực",
    "republication": "Công bố lại",
    "yearly_report": "Báo cáo năm",
    "issues": "Bối cảnh",
    "manual": "Sổ tay",
    "objectives": "Mục tiêu",
    "parties": "Bên quan tâm",
    "policy": "Chính sách",
    "posts": "Mô tả công việc",
    "distribution": "Phân phối",
    "risks": "Rủi ro",
    "survey": "Khảo sát",
    "training": "Đào tạo",
    "audit": "Đánh giá nội bộ",
    "audit_questions": "Câu hỏi đánh giá",
    "review": "Xem xét lãnh đạo",
}


@dataclass(frozen=True)
class Table:
    """A sheet of the workbook: its name, its shape and the path of the list it holds, from the top of the subject."""

    name: str
    path: Path_
    shape: TableShape
    above: tuple[TableShape, ...]

    @property
    def numbered(self) -> bool:
        """True if its rows are named by a number, because other sheets hold what is below them."""
        return bool(self.above) and bool(self.shape.children)


@dataclass(frozen=True)
class Subject:
    """A kind of object (nhóm dữ liệu): its model and the fields that tell one object from another.

    `asked` are the lists that are exported without being asked for: () the objects themselves; None is all of them.
    """

    key: str
    title: str
    model: type[BaseModel]
    identity: tuple[str, ...]
    asked: tuple[Path_, ...] | None = None

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Its sheets, the one of the objects themselves first."""
        found = []
        for above, shape in shape_of(self.model, self.title).walk():
            path = tuple(step for each in (*above, shape) for step in each.path)
            if shape.columns:
                found.append(Table(self._name(path, shape), path, shape, above))
        return tuple(found)

    def _name(self, path: Path_, shape: TableShape) -> str:
        known = _NAMES.get((self.key, path))
        if known:
            return known
        if not path:
            return f"{self.title} - chung"[:_SHEET_NAME]
        last = shape.title.rsplit(" › ", 1)[-1]
        parent = "" if len(path) == 1 else _NAMES.get((self.key, path[:1]), "")
        return f"{parent or self.title} - {last[:1].lower()}{last[1:]}".replace("/", ",")[:_SHEET_NAME].strip()


SUBJECTS: dict[str, Subject] = {
    each.key: each
    for each in (
        Subject("commune", "Đơn vị", Commune, ("code", "valid_from")),
        Subject("position", "Chức vụ", Position, ("key",)),
        Subject("province", "Tỉnh", ProvinceProfile, ("code", "valid_from")),
        Subject("override", "Khác biệt địa phương", OverrideFile, (FILE,)),
        *(Subject(key, _TITLES[key], SYSTEM_FILES[key], ()) for key in ("objectives", "risks", "issues", "parties", "plan")),
        Subject("year", "Số liệu năm", YearRecords, ("code", "year")),
        Subject("procedure", "Thủ tục", AdministrativeProcedure, ("code",), ((), ("records",))),
        *(
            Subject(key, _TITLES[key], model, (), NEVER)
            for key, model in SYSTEM_FILES.items()
            if key not in ("objectives", "risks", "issues", "parties", "plan")
        ),
    )
}
"""Những nhóm dữ liệu có thể trao đổi bằng Excel."""
IDENTITY_TITLES = {
    ("commune", "code"): "Mã đơn vị",
    ("commune", "valid_from"): "Đơn vị có từ ngày",
    ("province", "code"): "Mã tỉnh",
    ("province", "valid_from"): "Tỉnh có từ ngày",
    ("position", "key"): "Khóa chức vụ",
    ("override", FILE): "Tệp khác biệt",
    ("procedure", "code"): "Mã thủ tục",
    ("year", "code"): "Mã đơn vị",
    ("year", "year"): "Năm",
}
"""Headings of the columns by which a row names its object."""
