"""Administrative procedures (thủ tục hành chính) in the shapes found in real data.

In: one YAML file per procedure. Out: `AdministrativeProcedure`. Touches: nothing.
Source of law for the parts: Nghị định 63/2010/NĐ-CP, Điều 8.2.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from .dated import Dated, Model
from .national_record import NationalRecord
from .provisions import ProvisionText
from .text import FieldKey, Key, PositionKey, Text

PROCEDURE_CODE = r"^[0-9]\.[0-9]{6}(\.[0-9]{2})?(\.[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.H[0-9]{2})?$|^T-[A-Z]{2,4}-[0-9]{6}-TT$"
"""National code `N.NNNNNN`, its sub-case and 2018–2024 provincial forms, and the older `T-…-TT`."""


class TimeUnit(StrEnum):
    """Đơn vị thời gian. A working day is 8 office hours; `same_day` is done before the office closes."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    SAME_DAY = "same_day"
    BY_AGREEMENT = "by_agreement"


class ChannelKind(StrEnum):
    """Hình thức nộp hồ sơ: trực tiếp, trực tuyến, bưu chính công ích."""

    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"


class DossierGroupKind(StrEnum):
    """Cách sử dụng giấy tờ: phải nộp, phải xuất trình, hoặc chỉ là lưu ý."""

    SUBMIT = "submit"
    PRESENT = "present"
    REMARK = "remark"


class FeeStatus(StrEnum):
    """Tình trạng mức thu. `unknown` is not `free`: a portal's «0» is a default, not an exemption."""

    AMOUNT = "amount"
    FREE = "free"
    LOCAL = "local"
    UNKNOWN = "unknown"


class FeeKind(StrEnum):
    """Phí (fee) hay lệ phí (charge), theo Luật Phí và lệ phí 97/2015/QH13."""

    FEE = "fee"
    CHARGE = "charge"


def _text_as_dated(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class DatedText(Dated):
    """A sentence that holds for a time (Nội dung có thời hạn). A bare string is one that always holds."""

    text: Text = Field(title="Nội dung", description="Nội dung bằng tiếng Việt.")


Sentence = Annotated[DatedText, BeforeValidator(_text_as_dated)]


class SubmissionChannel(Dated):
    """Cách thức thực hiện: a way to hand in the dossier, open for a time. A bare kind is one that is always open."""

    kind: ChannelKind = Field(
        title="Hình thức nộp", description="direct (trực tiếp), online (trực tuyến) hoặc post (bưu chính công ích)."
    )


ChannelOrKind = Annotated[SubmissionChannel, BeforeValidator(lambda value: {"kind": value} if isinstance(value, str) else value)]


class Scenario(Model):
    """A case of the procedure with limits and step times of its own (Trường hợp), e.g. with and without verification."""

    key: Key = Field(title="Khóa trường hợp", description="Tên dùng trong thời hạn và thời gian của bước.")
    title: Text = Field(title="Tên trường hợp", description="Ghi ở đầu cột thời gian, ví dụ «Có xác minh».")


class TimeLimit(Dated):
    """A time limit for one scenario and, where it differs, one channel (Thời hạn giải quyết).

    `value` null means that no limit is known: the sheet prints «chưa xác định», never a number.
    """

    scenario: Key = Field("standard", title="Trường hợp", description="Khóa của trường hợp áp dụng thời hạn này.")
    channel: ChannelKind | None = Field(
        None, title="Hình thức nộp", description="Chỉ ghi khi thời hạn khác nhau theo hình thức nộp."
    )
    value: Annotated[Decimal, Field(gt=0, le=3650)] | None = Field(
        None, title="Số lượng", description="Số giờ, ngày hoặc tháng; bỏ trống khi chưa xác định."
    )
    unit: TimeUnit | None = Field(
        None, title="Đơn vị", description="Giờ, ngày làm việc, ngày, tháng, trong ngày hoặc theo thỏa thuận."
    )
    cutoff_hour: Annotated[int, Field(ge=0, le=23)] | None = Field(
        None, title="Giờ chốt nhận hồ sơ", description="Hồ sơ nhận sau giờ này thì trả kết quả trong ngày làm việc tiếp theo."
    )
    extends_base: bool = Field(
        False, title="Kéo dài thêm", description="Đúng khi thời hạn này được cộng thêm vào thời hạn của trường hợp cơ bản."
    )
    extendable_by_agreement: bool = Field(
        False,
        title="Kéo dài theo thỏa thuận",
        description="Đúng khi được kéo dài theo thỏa thuận bằng văn bản với người yêu cầu.",
    )
    count_from: Text | None = Field(
        None, title="Tính từ", description="Thời điểm bắt đầu tính, ví dụ «kể từ ngày nhận đủ hồ sơ hợp lệ»."
    )
    note: Text | None = Field(None, title="Ghi chú", description="Điều kiện hoặc giải thích ngắn.")

    @model_validator(mode="after")
    def _unit_goes_with_value(self) -> Self:
        counted = self.unit in (TimeUnit.HOUR, TimeUnit.WORKING_DAY, TimeUnit.CALENDAR_DAY, TimeUnit.MONTH)
        if self.value is not None and not counted:
            raise ValueError("limit-value-without-unit")
        if self.value is None and counted:
            raise ValueError("limit-unit-without-value")
        return self

    @property
    def is_known(self) -> bool:
        """True if the limit says how long."""
        return self.unit is not None


class DossierItem(Dated):
    """One paper of the dossier (Thành phần hồ sơ). 0 originals and 0 copies make it a remark."""

    name: Text = Field(title="Tên giấy tờ", description="Tên giấy tờ phải nộp hoặc xuất trình.")
    originals: Annotated[int, Field(ge=0, le=20)] = Field(1, title="Số bản chính", description="Số bản chính phải nộp.")
    copies: Annotated[int, Field(ge=0, le=20)] = Field(0, title="Số bản sao", description="Số bản sao phải nộp.")
    form: Key | None = Field(None, title="Mẫu đơn, tờ khai", description="Khóa của biểu mẫu trong mục `forms`.")
    note: Text | None = Field(None, title="Ghi chú", description="Trường hợp áp dụng, cách nộp.")


class DossierGroup(Dated):
    """Papers of one case or kind (Nhóm thành phần hồ sơ: giấy tờ phải nộp, phải xuất trình, theo trường hợp)."""

    title: Text = Field(title="Tên nhóm", description="Ví dụ «Giấy tờ phải nộp» hoặc tên trường hợp.")
    kind: DossierGroupKind = Field(
        DossierGroupKind.SUBMIT, title="Loại nhóm", description="Phải nộp, phải xuất trình hoặc lưu ý."
    )
    items: tuple[DossierItem, ...] = Field(title="Giấy tờ", description="Các giấy tờ trong nhóm.")


class Dossier(Model):
    """Thành phần, số lượng hồ sơ."""

    groups: tuple[DossierGroup, ...] = Field(
        (), title="Các nhóm giấy tờ", description="Nhóm theo trường hợp hoặc theo cách sử dụng."
    )
    sets: Annotated[int, Field(ge=1, le=20)] | None = Field(
        None, title="Số bộ hồ sơ", description="Số bộ; bỏ trống khi nguồn không quy định."
    )


class ApplicationForm(Dated):
    """A form the citizen fills in (Mẫu đơn, mẫu tờ khai của người dân)."""

    key: Key = Field(title="Khóa biểu mẫu", description="Tên để hồ sơ viện dẫn.")
    title: Text = Field(title="Tên biểu mẫu", description="Tên chính thức của biểu mẫu.")
    number: Text | None = Field(None, title="Số hiệu mẫu", description="Ví dụ «Mẫu số 01».")
    act: Text | None = Field(None, title="Văn bản ban hành mẫu", description="Khóa của văn bản trong thư mục law.")


class Fee(Dated):
    """Phí, lệ phí: an amount in VND, free, set locally, or unknown; possibly per channel."""

    kind: FeeKind = Field(FeeKind.CHARGE, title="Phí hay lệ phí", description="Loại khoản thu.")
    name: Text | None = Field(None, title="Tên khoản thu", description="Ví dụ «Phí chứng thực bản sao từ bản chính».")
    status: FeeStatus = Field(
        title="Tình trạng", description="Có mức thu, không thu, do địa phương quy định, hoặc chưa xác định."
    )
    amount: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = Field(
        None, title="Mức thu (đồng)", description="Số tiền bằng đồng Việt Nam."
    )
    per: Text | None = Field(None, title="Đơn vị tính", description="Ví dụ «trường hợp», «bản», «trang».")
    channel: ChannelKind | None = Field(
        None, title="Hình thức nộp", description="Chỉ ghi khi mức thu khác nhau theo hình thức nộp."
    )
    set_by: Text | None = Field(None, title="Cơ quan quy định", description="Cơ quan quy định mức thu.")
    act: Text | None = Field(None, title="Văn bản quy định", description="Khóa của văn bản quy định mức thu.")
    exemptions: tuple[Text, ...] = Field((), title="Miễn, giảm", description="Các trường hợp được miễn hoặc giảm.")
    note: Text | None = Field(None, title="Ghi chú", description="Cách tính, mức trần.")

    @model_validator(mode="after")
    def _amount_goes_with_status(self) -> Self:
        if (self.amount is not None) != (self.status is FeeStatus.AMOUNT):
            raise ValueError("fee-amount-status")
        return self


class StepDuration(Model):
    """Time of a step in one scenario (Thời gian của bước).

    Steps of one `group` share a single cell: the first states value and unit, the others the group alone.
    """

    value: Annotated[Decimal, Field(gt=0, le=3650)] | None = Field(
        None, title="Số lượng", description="Số giờ, ngày hoặc tháng; nửa ngày ghi 0.5."
    )
    unit: TimeUnit | None = Field(None, title="Đơn vị", description="Đơn vị thời gian.")
    group: Annotated[int, Field(ge=1, le=50)] | None = Field(
        None, title="Nhóm chung thời gian", description="Các bước cùng nhóm dùng chung một ô thời gian."
    )

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.unit is None and (self.value is not None or self.group is None):
            raise ValueError("duration-empty")
        if self.unit in (TimeUnit.SAME_DAY, TimeUnit.BY_AGREEMENT):
            if self.value is not None:
                raise ValueError("limit-value-without-unit")
        elif self.unit is not None and self.value is None:
            raise ValueError("limit-unit-without-value")
        return self


class ProcessStep(Dated):
    """Bước thực hiện: who does what, how long in each scenario, with which output."""

    action: Text = Field(title="Nội dung công việc", description="Việc phải làm; nhiều ý thì mỗi ý một dòng.")
    actor: PositionKey = Field(title="Trách nhiệm", description="Khóa chức vụ hoặc cơ quan trong positions.yaml.")
    durations: dict[Key, StepDuration] = Field(
        default_factory=dict, title="Thời gian", description="Thời gian theo từng trường hợp; bỏ trống khi nguồn không nêu."
    )
    output: Text | None = Field(None, title="Biểu mẫu, kết quả", description="Kết quả hoặc biểu mẫu của bước.")


class Retention(Model):
    """Thời gian lưu: permanent, or years, or months — exactly one."""

    permanent: bool = Field(False, title="Vĩnh viễn", description="Lưu vĩnh viễn.")
    years: Annotated[int, Field(ge=1, le=100)] | None = Field(None, title="Số năm", description="Số năm lưu.")
    months: Annotated[int, Field(ge=1, le=1200)] | None = Field(None, title="Số tháng", description="Số tháng lưu.")

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if self.permanent + (self.years is not None) + (self.months is not None) != 1:
            raise ValueError("retention-one")
        return self


class QualityRecord(Dated):
    """Hồ sơ lưu: a record kept as evidence, by whom and how long."""

    name: Text = Field(title="Tên hồ sơ", description="Tên hồ sơ, sổ hoặc kết quả được lưu.")
    keeper: PositionKey = Field(title="Người lưu", description="Khóa chức vụ trong positions.yaml.")
    retention: Retention | None = Field(None, title="Thời gian lưu", description="Vĩnh viễn, số năm hoặc số tháng.")


class Citation(Dated):
    """Viện dẫn: an act and, where known, the article it is cited for. A bare string is the key of the act."""

    act: Text = Field(title="Văn bản", description="Khóa (số, ký hiệu) của văn bản trong thư mục law.")
    provision: ProvisionText | None = Field(
        None, title="Điều, khoản, điểm", description="Ví dụ «điểm a khoản 4 Điều 4», «Điều 14; Điều 16»; in ra trước tên văn bản."
    )


CitationOrKey = Annotated[Citation, BeforeValidator(lambda value: {"act": value} if isinstance(value, str) else value)]


class Verification(Model):
    """Nguồn kiểm chứng: where the facts come from and for which period they were checked."""

    verified: bool = Field(
        title="Đã kiểm chứng", description="Đúng khi mã và tên khớp với bản lưu của Cổng Dịch vụ công quốc gia."
    )
    sources: tuple[Text, ...] = Field(title="Nguồn", description="Nguồn dữ liệu đã xem.")
    seen_on: date | None = Field(None, title="Ngày xem nguồn", description="Ngày của bản nguồn được đối chiếu.")
    period_from: date | None = Field(None, title="Kiểm chứng từ ngày", description="Ngày đầu của giai đoạn nguồn phản ánh.")
    period_to: date | None = Field(None, title="Kiểm chứng đến ngày", description="Ngày cuối của giai đoạn nguồn phản ánh.")
    note: Text | None = Field(None, title="Ghi chú", description="Khác biệt giữa các nguồn, điều chưa rõ.")

    def covers(self, day: date) -> bool:
        """True if the facts were verified for `day`."""
        started = self.period_from is None or self.period_from <= day
        return self.verified and started and (self.period_to is None or day <= self.period_to)


class Unparsed(Model):
    """Nội dung chưa phân tích: what a source says and the program did not understand, kept word for word, never printed."""

    about: Text = Field(title="Mục của nguồn", description="Mục trong nguồn có nội dung này, ví dụ «Thời hạn giải quyết».")
    text: Text = Field(title="Nội dung", description="Nguyên văn của nguồn.")
    source: Text | None = Field(None, title="Nguồn", description="Tệp và chỗ trong tệp.")


class ProcedureField(Model):
    """Lĩnh vực: a field of administration with the letters its sheets are coded by."""

    key: Key = Field(title="Khóa lĩnh vực", description="Tên dùng trong tệp thủ tục.")
    name: Text = Field(title="Tên lĩnh vực", description="Tên chính thức của lĩnh vực.")
    code: Annotated[str, Field(pattern=r"^[A-Z]{2,6}$")] = Field(
        title="Chữ viết tắt", description="Dùng trong mã hiệu quy trình."
    )


class AdministrativeProcedure(Dated):
    """Thủ tục hành chính cấp xã: one file, all its parts dated.

    `valid_from`/`valid_to` say when the procedure existed *at commune level*.
    """

    code: Annotated[str, Field(pattern=PROCEDURE_CODE)] = Field(
        title="Mã thủ tục", description="Mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính."
    )
    names: tuple[Sentence, ...] = Field(
        min_length=1, title="Tên thủ tục", description="Tên chính thức; mỗi tên có thời gian hiệu lực."
    )
    field: FieldKey = Field(title="Lĩnh vực", description="Khóa lĩnh vực trong procedures/fields.yaml.")
    sheet_number: Annotated[int, Field(ge=1, le=999)] = Field(
        title="Số thứ tự quy trình", description="Số cố định trong mã hiệu quy trình của lĩnh vực; không dùng lại."
    )
    existence_basis: Text | None = Field(
        None, title="Căn cứ xác định thời gian", description="Vì sao thủ tục có (hoặc hết) ở cấp xã từ ngày đã ghi."
    )
    replaced_by: tuple[Text, ...] = Field((), title="Thay thế bằng", description="Mã thủ tục thay thế.")
    border_only: bool = Field(
        False, title="Chỉ xã biên giới", description="Đúng khi thủ tục chỉ thực hiện ở xã có đường biên giới đất liền."
    )
    decision: Text | None = Field(None, title="Quyết định công bố", description="Số quyết định công bố thủ tục của bộ, ngành.")
    subjects: tuple[Sentence, ...] = Field((), title="Đối tượng thực hiện", description="Cá nhân, tổ chức thực hiện thủ tục.")
    authority: Text | None = Field(None, title="Cơ quan có thẩm quyền", description="Bỏ trống khi là Ủy ban nhân dân cấp xã.")
    cooperating: tuple[Sentence, ...] = Field((), title="Cơ quan phối hợp", description="Cơ quan, đơn vị phối hợp.")
    channels: tuple[ChannelOrKind, ...] = Field((), title="Cách thức thực hiện", description="Các hình thức nộp hồ sơ.")
    scenarios: tuple[Scenario, ...] = Field(
        (), title="Trường hợp", description="Các trường hợp có thời gian riêng; bỏ trống khi chỉ có một."
    )
    dossier: Dossier = Field(title="Hồ sơ", description="Thành phần, số lượng hồ sơ.")
    time_limits: tuple[TimeLimit, ...] = Field(
        (), title="Thời hạn giải quyết", description="Mỗi trường hợp, mỗi hình thức một thời hạn."
    )
    fees: tuple[Fee, ...] = Field((), title="Phí, lệ phí", description="Các khoản thu.")
    results: tuple[Sentence, ...] = Field((), title="Kết quả", description="Kết quả thực hiện thủ tục.")
    forms: tuple[ApplicationForm, ...] = Field((), title="Mẫu đơn, tờ khai", description="Biểu mẫu người dân điền.")
    conditions: tuple[Sentence, ...] = Field((), title="Yêu cầu, điều kiện", description="Yêu cầu, điều kiện thực hiện.")
    legal_basis: tuple[CitationOrKey, ...] = Field((), title="Căn cứ pháp lý", description="Các văn bản làm căn cứ.")
    steps: tuple[ProcessStep, ...] = Field((), title="Các bước", description="Quy trình xử lý công việc.")
    records: tuple[QualityRecord, ...] = Field((), title="Hồ sơ lưu", description="Hồ sơ phải lưu sau khi giải quyết.")
    verification: Verification = Field(title="Kiểm chứng", description="Nguồn, ngày xem và giai đoạn được kiểm chứng.")
    quirks: tuple[Text, ...] = Field(
        (), title="Điểm bất thường của nguồn", description="Mâu thuẫn hoặc lỗi của nguồn đã được xử lý thế nào."
    )
    national: NationalRecord | None = Field(
        None, title="Bản ghi quốc gia", description="Những điều bản ghi quốc gia nêu mà quy trình không in."
    )
    unparsed: tuple[Unparsed, ...] = Field(
        (),
        title="Chưa phân tích",
        description="Nội dung nhập từ nguồn mà chương trình chưa hiểu; người phụ trách đọc và đưa vào mục đúng.",
    )

    @field_validator("scenarios")
    @classmethod
    def _scenario_keys_unique(cls, scenarios: tuple[Scenario, ...]) -> tuple[Scenario, ...]:
        if len({scenario.key for scenario in scenarios}) < len(scenarios):
            raise ValueError("key-repeated")
        return scenarios

    def name_on(self, day: date) -> str:
        """Return the official name on `day`; the first known one when none is dated so early."""
        current = [name.text for name in self.names if name.holds_on(day)]
        return current[-1] if current else self.names[0].text
