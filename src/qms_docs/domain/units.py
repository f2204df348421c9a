"""Administrative units and their committees; names, kinds and parents are dated.

In: YAML under `communes/`. Out: `AdministrativeUnit`, `Commune`, `Agency`. Touches: nothing.
Identity is (code, valid_from): a successor may reuse an old code for a larger unit of another name.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .dated import Dated
from .people import Assignment, Official
from .text import Text, ascii_slug

UNIT_CODE = r"^[0-9]{5}$"


class UnitKind(StrEnum):
    """Loại đơn vị hành chính."""

    COMMUNE = "xã"
    WARD = "phường"
    TOWNSHIP = "thị trấn"
    SPECIAL_ZONE = "đặc khu"
    DISTRICT = "huyện"
    URBAN_DISTRICT = "quận"
    TOWN = "thị xã"
    CITY = "thành phố"
    PROVINCE = "tỉnh"


class UnitName(Dated):
    """Tên đơn vị hành chính trong một giai đoạn: bare name, kind and parent.

    The kind is written lower case before a name, upper case before a numbered one (NĐ 30/2020/NĐ-CP, Phụ lục II).
    """

    name: Text = Field(title="Tên riêng", description="Tên không kèm loại đơn vị, ví dụ «Thạnh Phước».")
    kind: UnitKind = Field(title="Loại đơn vị", description="Xã, phường, thị trấn …")
    parent: Text = Field(title="Đơn vị cấp trên", description="Mã của huyện, thành phố hoặc tỉnh trực tiếp quản lý.")
    established_by: Text | None = Field(
        None, title="Văn bản quy định", description="Khóa của nghị quyết đặt tên, loại hoặc sắp xếp đơn vị."
    )

    @property
    def with_kind(self) -> str:
        """The name with its kind: «xã Thạnh Phước», «Phường 8»."""
        numbered = self.name.isdigit()
        kind = self.kind.value.capitalize() if numbered else self.kind.value
        return f"{kind} {self.name}"


class AgencyFacts(Dated):
    """Thông tin của Ủy ban nhân dân in a period: letterhead, address, contact.

    What is empty is not printed, and never invented.
    """

    place_name: Text | None = Field(
        None, title="Địa danh", description="Ghi trước ngày tháng; bỏ trống thì lấy tên riêng của đơn vị."
    )
    address: Text | None = Field(None, title="Địa chỉ trụ sở", description="Địa chỉ trụ sở Ủy ban nhân dân.")
    phone: Text | None = Field(None, title="Điện thoại", description="Số điện thoại liên hệ.")
    email: Text | None = Field(None, title="Thư điện tử", description="Địa chỉ thư điện tử công vụ.")
    website: Text | None = Field(None, title="Trang thông tin điện tử", description="Địa chỉ trang thông tin điện tử.")
    fee_group: Text | None = Field(None, title="Nhóm mức thu", description="Nhóm xã theo nghị quyết về phí, lệ phí.")


class AdministrativeUnit(Dated):
    """Đơn vị hành chính: a code, and a name for each period of its life."""

    code: Annotated[str, Field(pattern=r"^[0-9]{2,5}$")] = Field(title="Mã đơn vị", description="Mã của Tổng cục Thống kê.")
    names: tuple[UnitName, ...] = Field(min_length=1, title="Tên", description="Tên theo từng giai đoạn.")

    def name_on(self, day: date) -> UnitName | None:
        """Return the name that stood on `day`, or None."""
        return next((name for name in self.names if name.holds_on(day)), None)


class Commune(AdministrativeUnit):
    """Đơn vị hành chính cấp xã: xã, phường, thị trấn, đặc khu.

    `successor` names the unit that took its place; `legacy_district` keeps the old district of a unit of 2025.
    """

    code: Annotated[str, Field(pattern=UNIT_CODE)] = Field(title="Mã đơn vị", description="Mã 5 chữ số của Tổng cục Thống kê.")
    legacy_district: Text | None = Field(
        None, title="Huyện cũ", description="Mã huyện trước ngày 01/7/2025, để gom theo địa bàn cũ."
    )
    successor: Text | None = Field(None, title="Đơn vị kế thừa", description="Mã của đơn vị kế thừa sau khi sắp xếp.")
    successor_from: date | None = Field(None, title="Kế thừa từ ngày", description="Ngày đơn vị kế thừa được thành lập.")
    successor_verified: bool = Field(
        True, title="Đơn vị kế thừa đã kiểm chứng", description="Sai khi đơn vị kế thừa chỉ theo suy luận."
    )
    formed_from: tuple[Text, ...] = Field((), title="Hình thành từ", description="Mã các đơn vị cũ hợp thành.")
    border: bool = Field(False, title="Xã biên giới", description="Đúng khi có đường biên giới đất liền.")
    agency: tuple[AgencyFacts, ...] = Field((), title="Cơ quan", description="Thông tin Ủy ban nhân dân theo từng giai đoạn.")
    officials: tuple[Official, ...] = Field((), title="Cán bộ, công chức", description="Người làm việc tại đơn vị.")
    assignments: tuple[Assignment, ...] = Field((), title="Phân công", description="Ai giữ chức vụ nào, từ ngày nào.")
    procedures_excluded: tuple[Text, ...] = Field(
        (), title="Thủ tục không áp dụng", description="Mã thủ tục không thuộc phạm vi của đơn vị."
    )
    note: Text | None = Field(None, title="Ghi chú", description="Nguồn, điều chưa rõ.")

    @property
    def id(self) -> str:
        """Identity: code and first day, since codes are reused."""
        return f"{self.code}@{self.valid_from.isoformat() if self.valid_from else ''}"

    def agency_on(self, day: date) -> AgencyFacts:
        """Return the facts of the committee on `day`; an empty record when none are given."""
        return next((facts for facts in self.agency if facts.holds_on(day)), AgencyFacts())

    def slug_on(self, day: date) -> str:
        """Return `code-name` in ASCII, the folder of the unit's documents."""
        name = self.name_on(day)
        return f"{self.code}-{ascii_slug(name.name if name else '')}"


class LocalFee(Dated):
    """Mức thu do Hội đồng nhân dân cấp tỉnh quy định: the amount of a procedure's local charge, by channel and group.

    `amount` 0 is a resolution that says 0 đồng.
    """

    procedure: Text = Field(title="Mã thủ tục", description="Mã thủ tục áp dụng mức thu.")
    name: Text | None = Field(None, title="Tên khoản thu", description="Chỉ ghi khi thủ tục có nhiều khoản thu.")
    channel: Text | None = Field(None, title="Hình thức nộp", description="direct, online hoặc post; bỏ trống khi như nhau.")
    fee_group: Text | None = Field(None, title="Nhóm mức thu", description="Nhóm xã; bỏ trống khi áp dụng toàn tỉnh.")
    amount: Annotated[int, Field(ge=0, le=1_000_000_000)] = Field(
        title="Mức thu (đồng)", description="Số tiền bằng đồng Việt Nam; 0 khi nghị quyết quy định 0 đồng."
    )
    per: Text | None = Field(None, title="Đơn vị tính", description="Ví dụ «trường hợp», «bản».")
    act: Text = Field(title="Nghị quyết", description="Khóa của nghị quyết Hội đồng nhân dân trong thư mục law.")


class ProvinceProfile(Dated):
    """Thông tin cấp tỉnh: who is notified of a publication, the roll-out plan, fees set by the council."""

    code: Annotated[str, Field(pattern=r"^[0-9]{2}$")] = Field(title="Mã tỉnh", description="Mã tỉnh của Tổng cục Thống kê.")
    name: Text = Field(title="Tên tỉnh", description="Tên kèm loại đơn vị, ví dụ «tỉnh Bến Tre».")
    science_department: Text = Field(
        title="Sở Khoa học và Công nghệ", description="Đơn vị chủ trì theo Quyết định 19/2014/QĐ-TTg."
    )
    quality_office: Text | None = Field(
        None, title="Chi cục Tiêu chuẩn Đo lường Chất lượng", description="Nơi nhận bản sao quyết định công bố."
    )
    rollout_plan: Text | None = Field(
        None, title="Kế hoạch của tỉnh", description="Khóa của kế hoạch triển khai trong thư mục law."
    )
    fees: tuple[LocalFee, ...] = Field(
        (), title="Phí, lệ phí địa phương", description="Mức thu theo nghị quyết của Hội đồng nhân dân tỉnh."
    )
    source: Text | None = Field(None, title="Nguồn", description="Nguồn dữ kiện.")
