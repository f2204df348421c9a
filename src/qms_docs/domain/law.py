"""Legal acts, the one-stop and layout regimes, and how an act is cited.

In: YAML under `law/`. Out: `LegalAct`, `OneStopRegime`, `LayoutRegime`. Touches: nothing.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .dated import Dated, Model
from .provisions import ProvisionText
from .text import Key, Text


class ActKind(StrEnum):
    """Loại văn bản, in the order in which acts are cited (Luật Ban hành văn bản quy phạm pháp luật)."""

    CONSTITUTION = "hiến pháp"
    CODE = "bộ luật"
    LAW = "luật"
    ASSEMBLY_RESOLUTION = "nghị quyết của Quốc hội"
    ORDINANCE = "pháp lệnh"
    STANDING_RESOLUTION = "nghị quyết của Ủy ban Thường vụ Quốc hội"
    DECREE = "nghị định"
    GOVERNMENT_RESOLUTION = "nghị quyết của Chính phủ"
    PRIME_MINISTER_DECISION = "quyết định của Thủ tướng Chính phủ"
    CIRCULAR = "thông tư"
    JOINT_CIRCULAR = "thông tư liên tịch"
    JOINT_RESOLUTION = "nghị quyết liên tịch"
    MINISTER_DECISION = "quyết định của Bộ trưởng"
    COUNCIL_RESOLUTION = "nghị quyết của Hội đồng nhân dân"
    COMMITTEE_DECISION = "quyết định của Ủy ban nhân dân"
    PLAN = "kế hoạch"
    OFFICIAL_LETTER = "công văn"

    @property
    def rank(self) -> int:
        """Place in the legal order, 0 the highest."""
        return list(ActKind).index(self)

    @property
    def noun(self) -> str:
        """The word that opens a citation: «Luật», «Nghị định», «Quyết định» …"""
        noun = self.value.split(" của ")[0]
        return noun[0].upper() + noun[1:]


class RepealedPart(Model):
    """Phần bị bãi bỏ: a part of another act that an act repeals while the rest of that act stays."""

    act: Text = Field(title="Văn bản bị bãi bỏ một phần", description="Khóa của văn bản trong thư mục law.")
    part: ProvisionText = Field(title="Điều, khoản, điểm", description="Ví dụ «Điều 5», «khoản 9 Điều 1».")
    effective_from: date | None = Field(
        None, title="Bãi bỏ từ ngày", description="Chỉ ghi khi khác ngày có hiệu lực của văn bản bãi bỏ."
    )


class LegalAct(Model):
    """Văn bản quy phạm pháp luật (or an official paper cited beside them).

    The key is the number and symbol; councils' resolutions of different provinces share numbers, so they
    carry a `key` of their own. `effective_to` is the last day in force.
    """

    number: Text = Field(title="Số, ký hiệu", description="Ví dụ «123/2015/NĐ-CP».")
    key: Text | None = Field(None, title="Khóa", description="Chỉ ghi khi số, ký hiệu trùng với văn bản của địa phương khác.")
    kind: ActKind = Field(title="Loại văn bản", description="Luật, nghị định, thông tư …")
    title: Text | None = Field(
        None,
        title="Tên gọi, trích yếu",
        description="Luật: tên luật («Luật Hộ tịch»); văn bản khác: trích yếu («quy định chi tiết …»); bỏ trống khi chưa rõ.",
    )
    issuer: Text = Field(title="Cơ quan ban hành", description="Ví dụ «Chính phủ», «Bộ trưởng Bộ Tư pháp».")
    signed: date | None = Field(None, title="Ngày ký", description="Ngày ban hành; bỏ trống khi không rõ.")
    effective_from: date | None = Field(None, title="Có hiệu lực từ ngày", description="Bỏ trống khi không rõ.")
    effective_to: date | None = Field(
        None, title="Hiệu lực đến hết ngày", description="Ngày cuối còn hiệu lực; bỏ trống khi còn hiệu lực hoặc không rõ."
    )
    replaced_by: tuple[Text, ...] = Field((), title="Được thay thế bằng", description="Khóa của văn bản thay thế.")
    amends: tuple[Text, ...] = Field((), title="Sửa đổi, bổ sung", description="Khóa của các văn bản được sửa đổi, bổ sung.")
    repeals: tuple[RepealedPart, ...] = Field(
        (), title="Bãi bỏ một phần", description="Điều, khoản, điểm của văn bản khác bị văn bản này bãi bỏ."
    )
    verified: bool = Field(title="Đã kiểm chứng", description="Đúng khi số, ngày và tên đã thấy trong nguồn ghi ở dưới.")
    source: Text = Field(title="Nguồn", description="Nơi đã thấy các dữ kiện; «theo trí nhớ» khi chưa kiểm chứng.")
    seen: date | None = Field(None, title="Ngày xem nguồn", description="Ngày đọc nguồn nói trên.")
    note: Text | None = Field(None, title="Ghi chú", description="Điều chưa rõ.")

    @property
    def id(self) -> str:
        """The key other data refer to."""
        return self.key or self.number

    def stands_on(self, day: date) -> bool:
        """True if the act may be cited on `day`: signed, in force and not yet ended, as far as known.

        Where no effective date is known the day of signature decides, then the year in the number; an act of which not
        even the year is known is not cited.
        """
        start = self.effective_from or self.signed
        started = start <= day if start else self.year is not None and self.year < day.year
        return started and (self.effective_to is None or day <= self.effective_to)

    @property
    def year(self) -> int | None:
        """The year written in the number («123/2015/NĐ-CP»), if any."""
        parts = self.number.split("/")
        return int(parts[1]) if len(parts) > 2 and parts[1].isdigit() and len(parts[1]) == 4 else None


class OneStopForm(Model):
    """Biểu mẫu một cửa: a stable key, the number and name a regime gives it."""

    key: Annotated[str, Field(pattern=r"^[A-Z][A-Z_]*$")] = Field(
        title="Khóa", description="Ví dụ CONTROL_SLIP; không đổi giữa các chế độ."
    )
    number: Annotated[str, Field(pattern=r"^[0-9]{2}$")] = Field(title="Số mẫu", description="Hai chữ số.")
    name: Text = Field(title="Tên biểu mẫu", description="Tên chính thức của biểu mẫu.")
    verified: bool = Field(title="Đã kiểm chứng", description="Đúng khi số và tên mẫu có nguồn.")


class OneStopRegime(Dated):
    """Cơ chế một cửa của một giai đoạn: acts, reception unit and forms."""

    key: Key = Field(title="Khóa", description="Tên của chế độ.")
    acts: tuple[Text, ...] = Field(title="Văn bản", description="Khóa các văn bản quy định.")
    reception_unit: Text = Field(title="Bộ phận tiếp nhận", description="Tên bộ phận tiếp nhận và trả kết quả ở cấp xã.")
    reception_unit_short: Text = Field(title="Tên viết tắt", description="Ví dụ «BPMC», «TTPVHCC».")
    forms: tuple[OneStopForm, ...] = Field(title="Biểu mẫu", description="Các biểu mẫu của chế độ.")
    forms_act: Text = Field(title="Văn bản ban hành mẫu", description="Khóa của thông tư ban hành biểu mẫu.")
    source: Text = Field(title="Nguồn", description="Nguồn dữ kiện.")

    def form(self, key: str) -> OneStopForm | None:
        """Return the form with `key`, or None where the regime has none."""
        return next((form for form in self.forms if form.key == key), None)


class LayoutRegime(Dated):
    """Thể thức văn bản hành chính của một giai đoạn (TT 01/2011/TT-BNV, then NĐ 30/2020/NĐ-CP)."""

    key: Key = Field(title="Khóa", description="tt01 hoặc nd30.")
    act: Text = Field(title="Văn bản", description="Khóa của văn bản quy định thể thức.")
    page_number_place: Annotated[str, Field(pattern=r"^(top-center|bottom-right)$")] = Field(
        title="Vị trí số trang", description="Giữa lề trên hoặc góc phải lề dưới."
    )
    basis_italic: bool = Field(title="Căn cứ in nghiêng", description="Đúng khi các dòng căn cứ in nghiêng.")
    governing_agency_line: bool = Field(
        title="Dòng cơ quan chủ quản", description="Đúng khi ghi cơ quan chủ quản phía trên tên UBND cấp xã."
    )
    source: Text = Field(title="Nguồn", description="Nguồn dữ kiện.")
    note: Text | None = Field(None, title="Ghi chú", description="Điều chưa kiểm chứng.")
