"""The words of the one-stop forms (biểu mẫu một cửa): number, name and circular come from the regime of the day."""

from __future__ import annotations

from typing import Any

from ...domain.document import DocumentKind
from .context import CommuneContext
from .models import WordGroup, _word


class OneStopFormWords(WordGroup):
    """Biểu mẫu một cửa."""

    number: str = _word("Số mẫu theo chế độ", "Mẫu số 01")
    name: str = _word("Tên biểu mẫu theo chế độ", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    name_upper: str = _word("Tên biểu mẫu in hoa", "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ")
    act: str = _word("Văn bản ban hành mẫu; trống khi chưa có hiệu lực vào ngày lập", "Thông tư số 03/2025/TT-VPCP")
    asks_for_time: bool = _word("Đúng khi biểu mẫu xin gia hạn thời gian thay cho hẹn lại ngày trả")


def one_stop_words(context: CommuneContext, kind: DocumentKind) -> dict[str, Any]:
    """Return the group `form` of a one-stop form."""
    form = context.one_stop.form(kind.form or "")
    if form is None:
        raise LookupError(f"{kind.form} {context.day}")
    acts = context.acts_on([context.one_stop.forms_act])
    return {
        "number": f"Mẫu số {form.number}",
        "name": form.name,
        "name_upper": form.name.upper(),
        "act": f"{acts[0].kind.noun} số {acts[0].number}" if acts else "",
        "asks_for_time": "gia hạn" in form.name,
    }
