"""The words of each kind of document, described: this is what a template's tags are checked against.

The functions beside build the same shapes as plain dictionaries; tests hold the two together.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ...templating.drawings import Drawing


class WordGroup(BaseModel):
    """Nhóm từ."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, arbitrary_types_allowed=True)


def _word(title: str, example: str = "", **options: Any) -> Any:
    return Field(title=title, examples=[example] if example else None, **options)


class UnitWords(WordGroup):
    """Đơn vị hành chính."""

    code: str = _word("Mã đơn vị", "29104")
    name: str = _word("Tên riêng", "Thạnh Phước")
    kind: str = _word("Loại đơn vị", "xã")
    with_kind: str = _word("Tên kèm loại", "xã Thạnh Phước")
    with_kind_capital: str = _word("Tên kèm loại, viết hoa đầu câu", "Xã Thạnh Phước")
    full: str = _word("Tên đầy đủ đến tỉnh", "xã Thạnh Phước, huyện Bình Đại, tỉnh Bến Tre")
    parent: str = _word("Đơn vị cấp trên trực tiếp", "huyện Bình Đại")
    province: str = _word("Tỉnh", "tỉnh Bến Tre")
    parents_text: str = _word("Các đơn vị cấp trên", "huyện Bình Đại, tỉnh Bến Tre")


class AgencyWords(WordGroup):
    """Ủy ban nhân dân."""

    name: str = _word("Tên cơ quan", "Ủy ban nhân dân xã Thạnh Phước")
    short_name: str = _word("Tên viết tắt", "UBND xã Thạnh Phước")
    letterhead_first: str = _word("Dòng thứ nhất ở đầu văn bản", "ỦY BAN NHÂN DÂN")
    letterhead_second: str = _word("Dòng thứ hai ở đầu văn bản", "XÃ THẠNH PHƯỚC")
    upper: str = _word("Tên cơ quan in hoa", "ỦY BAN NHÂN DÂN XÃ THẠNH PHƯỚC")
    place: str = _word("Địa danh", "Thạnh Phước")
    address: str = _word("Địa chỉ trụ sở; trống khi không rõ")
    phone: str = _word("Điện thoại; trống khi không rõ")
    email: str = _word("Thư điện tử; trống khi không rõ")
    website: str = _word("Trang thông tin điện tử; trống khi không có")
    contact: str = _word("Điện thoại, thư điện tử, trang thông tin trong một dòng; trống khi không rõ")


class SignOffWords(WordGroup):
    """Ô ký trên trang bìa."""

    stage: str = _word("Trách nhiệm", "Soạn thảo")
    title: str = _word("Chức vụ", "Thư ký Ban Chỉ đạo ISO")
    name: str = _word("Họ và tên", "Nguyễn Văn A")


class LayoutWords(WordGroup):
    """Thể thức của giai đoạn."""

    page_number_top: bool = _word("Số trang ở giữa lề trên (NĐ 30/2020)")
    basis_italic: bool = _word("Căn cứ in nghiêng (NĐ 30/2020)")


class StandardWords(WordGroup):
    """Tiêu chuẩn áp dụng."""

    name: str = _word("Số hiệu tiêu chuẩn", "TCVN ISO 9001:2015")
    title: str = _word("Tên tiêu chuẩn", "Hệ thống quản lý chất lượng - Các yêu cầu")


class SignerWords(WordGroup):
    """Người ký văn bản."""

    title: str = _word("Chức vụ in hoa", "CHỦ TỊCH")
    name: str = _word("Họ và tên", "Nguyễn Văn A")


class RevisionWords(WordGroup):
    """Dòng của bảng theo dõi sửa đổi."""

    no: str = _word("Số thứ tự", "01")
    summary: str = _word("Tóm lược nội dung sửa đổi", "Ban hành lần đầu")
    basis: str = _word("Căn cứ sửa đổi", "TCVN ISO 9001:2015")
    number: str = _word("Lần ban hành/lần sửa đổi", "01/00")
    date: str = _word("Ngày ban hành", "01/12/2018")


class DocumentWords(WordGroup):
    """Kiểm soát tài liệu: cùng một giá trị cho trang bìa, đầu trang, cuối trang và bảng sửa đổi."""

    code: str = _word("Mã hiệu", "QT-TPHT-01")
    title: str = _word("Tên tài liệu", "Đăng ký khai sinh")
    title_upper: str = _word("Tên tài liệu in hoa", "ĐĂNG KÝ KHAI SINH")
    issue: str = _word("Lần ban hành", "01")
    revision: str = _word("Lần sửa đổi", "00")
    issued_on: str = _word("Ngày ban hành", "01/12/2018")
    issued_on_long: str = _word("Ngày ban hành bằng lời", "ngày 01 tháng 12 năm 2018")
    effective_on: str = _word("Ngày hiệu lực", "01/12/2018")
    effective_on_long: str = _word("Ngày hiệu lực bằng lời", "ngày 01 tháng 12 năm 2018")
    revisions: list[RevisionWords] = _word("Bảng theo dõi sửa đổi")


class SharedWords(WordGroup):
    """Từ mọi mẫu đều dùng được."""

    year: str = _word("Năm của tài liệu hằng năm", "2027")
    running_title: str = _word("Dòng đầu trang", "Sổ tay chất lượng – Ủy ban nhân dân xã Thạnh Phước")
    unit: UnitWords = _word("Đơn vị hành chính")
    agency: AgencyWords = _word("Ủy ban nhân dân")
    sign_off: list[SignOffWords] = _word("Các ô soạn thảo, xem xét, phê duyệt")
    layout: LayoutWords = _word("Khác biệt về thể thức giữa các giai đoạn")
    reception_unit: str = _word("Bộ phận tiếp nhận và trả kết quả", "Bộ phận Tiếp nhận và Trả kết quả")
    standard: StandardWords = _word("Tiêu chuẩn áp dụng")
    signer: SignerWords = _word("Người ký văn bản")
    document: DocumentWords = _word("Kiểm soát tài liệu")


class AbbreviationWords(WordGroup):
    """Chữ viết tắt."""

    short: str = _word("Chữ viết tắt", "UBND")
    long: str = _word("Nội dung", "Ủy ban nhân dân")


class ProcedureWords(WordGroup):
    """Thủ tục hành chính."""

    code: str = _word("Mã thủ tục", "1.001193")
    name: str = _word("Tên chính thức", "Thủ tục đăng ký khai sinh")
    title: str = _word("Tên không có chữ «Thủ tục»", "Đăng ký khai sinh")
    title_upper: str = _word("Tên in hoa", "ĐĂNG KÝ KHAI SINH")
    short_title: str = _word("Tên rút gọn cho đầu trang", "Đăng ký khai sinh")
    field: str = _word("Lĩnh vực", "Hộ tịch")
    decision: str = _word("Quyết định công bố thủ tục; trống khi không rõ", "163/QĐ-BTP")


class LetterWords(WordGroup):
    """Chữ cái của các phần trong Mục 5 (a, b, c, d, đ, e, g, h, i, k, l); trống khi phần đó không có."""

    dossier: str = _word("Thành phần hồ sơ", "a")
    limits: str = _word("Thời hạn", "b")
    subjects: str = _word("Đối tượng", "c")
    authority: str = _word("Cơ quan thực hiện", "d")
    cooperating: str = _word("Cơ quan phối hợp")
    results: str = _word("Kết quả", "đ")
    fees: str = _word("Phí, lệ phí", "e")
    forms: str = _word("Mẫu đơn, tờ khai", "g")
    conditions: str = _word("Yêu cầu, điều kiện")
    basis: str = _word("Căn cứ pháp lý", "h")
    process: str = _word("Các bước", "i")


class DossierRowWords(WordGroup):
    """Một giấy tờ."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Tên giấy tờ", "Tờ khai đăng ký khai sinh theo mẫu")
    note: str = _word("Ghi chú; trống khi không có")
    originals: str = _word("Số bản chính", "01")
    copies: str = _word("Số bản sao", "–")
    line: str = _word("Cả dòng khi trình bày thành danh sách", "Tờ khai đăng ký khai sinh theo mẫu (01 bản chính)")


class DossierGroupWords(WordGroup):
    """Nhóm giấy tờ."""

    title: str = _word("Tên nhóm", "Giấy tờ phải nộp")
    rows: list[DossierRowWords] = _word("Giấy tờ trong nhóm")


class TimeCellWords(WordGroup):
    """Ô thời gian của một bước."""

    parts: list[str] = _word("Một phần thì mở ô, phần trống đứng trước thì nối ô trên", "01 ngày làm việc")


class StepWords(WordGroup):
    """Bước xử lý công việc."""

    no: str = _word("Số thứ tự", "1")
    symbols: list[Drawing] = _word("Hình trong cột Lưu đồ; trống khi không có cột")
    action: str = _word("Nội dung công việc", "Tiếp nhận, kiểm tra hồ sơ.")
    actor: str = _word("Trách nhiệm", "Công chức Tư pháp - Hộ tịch")
    cells: list[TimeCellWords] = _word("Ô thời gian, mỗi trường hợp một ô")
    output: str = _word("Biểu mẫu, kết quả; trống khi không có", "Giấy khai sinh")


class FormRowWords(WordGroup):
    """Biểu mẫu."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Tên biểu mẫu", "Tờ khai đăng ký khai sinh")
    number: str = _word("Số hiệu; trống khi không có", "Mẫu số 01")
    source: str = _word("Văn bản ban hành; trống khi không rõ")


class RecordRowWords(WordGroup):
    """Hồ sơ lưu."""

    no: str = _word("Số thứ tự", "1")
    name: str = _word("Tên hồ sơ", "Sổ đăng ký khai sinh")
    keeper: str = _word("Người lưu", "Công chức Tư pháp - Hộ tịch")
    retention: str = _word("Thời gian lưu", "Vĩnh viễn")


class VariantWords(WordGroup):
    """Cách trình bày quy trình, chọn trong qms.toml."""

    numbered: bool = _word("Đúng khi Mục 5 đánh số 5.1, 5.2 …")
    listed: bool = _word("Đúng khi thành phần hồ sơ là danh sách")
    output: bool = _word("Đúng khi bảng các bước có cột Biểu mẫu/Kết quả")
    drawn: bool = _word("Đúng khi lưu đồ được vẽ trước bảng các bước")
    symbols: bool = _word("Đúng khi bảng các bước có cột Lưu đồ")


class SheetWords(WordGroup):
    """Nội dung quy trình."""

    letters: LetterWords = _word("Chữ cái của các phần trong Mục 5")
    basis_place: str = _word("Nơi ghi căn cứ pháp lý trong Mục 5", "điểm l Mục 5")
    dossier_groups: list[DossierGroupWords] = _word("Thành phần hồ sơ theo nhóm")
    dossier_remarks: list[str] = _word("Lưu ý về hồ sơ")
    dossier_sets: str = _word("Số bộ hồ sơ; trống khi nguồn không quy định", "01 bộ")
    channels: str = _word("Cách thức nộp", "Trực tiếp, trực tuyến")
    limits: list[str] = _word("Thời hạn giải quyết", "03 ngày làm việc.")
    subjects: list[str] = _word("Đối tượng thực hiện", "Cá nhân.")
    authority: str = _word("Cơ quan thực hiện", "Ủy ban nhân dân xã Thạnh Phước")
    cooperating: list[str] = _word("Cơ quan phối hợp")
    results: list[str] = _word("Kết quả", "Giấy khai sinh (bản chính).")
    fees: list[str] = _word("Phí, lệ phí", "Lệ phí đăng ký khai sinh: chưa xác định.")
    forms: list[str] = _word("Tên mẫu đơn, tờ khai", "Tờ khai đăng ký khai sinh.")
    conditions: list[str] = _word("Yêu cầu, điều kiện")
    basis: list[str] = _word("Căn cứ pháp lý", "Luật Hộ tịch số 60/2014/QH13;")
    time_columns: list[str] = _word("Tiêu đề các cột thời gian", "Thời gian (03 ngày làm việc)")
    steps: list[StepWords] = _word("Các bước")
    form_rows: list[FormRowWords] = _word("Bảng biểu mẫu (Mục 6)")
    record_rows: list[RecordRowWords] = _word("Bảng hồ sơ lưu (Mục 7)")
    control_slip: str = _word("Phiếu kiểm soát theo chế độ một cửa", "Phiếu kiểm soát quá trình giải quyết hồ sơ (Mẫu số 05)")
    standard_acts: list[str] = _word("Văn bản về mô hình khung")
    shared: str = _word("Quy trình chung mà thủ tục dùng; trống khi không có", "QTC-TPHT-01 «Đăng ký lại khai sinh …»")
    abbreviations: list[AbbreviationWords] = _word("Chữ viết tắt có dùng")


class SheetDocumentWords(SharedWords):
    """Từ của quy trình giải quyết thủ tục hành chính."""

    procedure: ProcedureWords = _word("Thủ tục hành chính")
    sheet: SheetWords = _word("Nội dung quy trình")
    variant: VariantWords = _word("Cách trình bày")


class ScopeRowWords(WordGroup):
    """Thủ tục trong phạm vi."""

    no: str = _word("Số thứ tự trong cả danh mục", "1")
    code: str = _word("Mã thủ tục", "1.001193")
    name: str = _word("Tên thủ tục", "Thủ tục đăng ký khai sinh")
    sheet_code: str = _word("Mã hiệu quy trình", "QT-TPHT-01")


class ScopeGroupWords(WordGroup):
    """Lĩnh vực trong phạm vi."""

    field: str = _word("Lĩnh vực", "Hộ tịch")
    rows: list[ScopeRowWords] = _word("Thủ tục thuộc lĩnh vực")
    count: str = _word("Số thủ tục", "17")


class PublicationWords(WordGroup):
    """Nội dung công bố."""

    basis: list[str] = _word("Các dòng căn cứ, chưa có dấu cuối", "Căn cứ Luật Tổ chức chính quyền địa phương")
    department: str = _word("Đơn vị chủ trì", "Sở Khoa học và Công nghệ tỉnh Bến Tre")
    recipients: list[str] = _word("Nơi nhận", "Sở Khoa học và Công nghệ tỉnh Bến Tre")
    copies: list[str] = _word("Nơi nhận ngoài đơn vị chủ trì", "Ủy ban nhân dân huyện Bình Đại")
    procedure_count: str = _word("Số thủ tục", "44")
    field_count: str = _word("Số lĩnh vực", "11")
    groups: list[ScopeGroupWords] = _word("Danh mục thủ tục theo lĩnh vực")
    place_and_date: str = _word("Địa danh, ngày tháng", "Thạnh Phước, ngày 01 tháng 12 năm 2018")
    proposer: str = _word("Người đề nghị", "Thư ký Ban Chỉ đạo ISO")
    implementing: str = _word("Văn bản được thực hiện", "Quyết định số 19/2014/QĐ-TTg …")


class PostWords(WordGroup):
    """Chức vụ và người giữ."""

    title: str = _word("Chức vụ", "Chủ tịch Ủy ban nhân dân")
    name: str = _word("Họ và tên", "Nguyễn Văn A")


class ExclusionWords(WordGroup):
    """Ngoại lệ."""

    clause: str = _word("Điều khoản", "8.3")
    title: str = _word("Tên điều khoản", "Thiết kế và phát triển sản phẩm và dịch vụ")
    reason: str = _word("Lý do")


class ClauseWords(WordGroup):
    """Điều khoản và tài liệu."""

    number: str = _word("Số điều khoản", "4.1")
    title: str = _word("Tên điều khoản", "Hiểu tổ chức và bối cảnh của tổ chức")
    documents: str = _word("Tài liệu đáp ứng", "STCL")
    chapter: bool = _word("Đúng khi là điều khoản lớn (4, 5, … 10)")


class DocumentRowWords(WordGroup):
    """Tài liệu trong danh mục."""

    no: str = _word("Số thứ tự", "1")
    code: str = _word("Mã hiệu", "STCL")
    title: str = _word("Tên tài liệu", "Sổ tay chất lượng")


class ManualWords(WordGroup):
    """Nội dung sổ tay."""

    history: list[str] = _word("Lịch sử hình thành")
    law_of_organisation: str = _word("Luật về tổ chức chính quyền địa phương", "Luật Tổ chức chính quyền địa phương")
    posts: list[PostWords] = _word("Chức vụ và người giữ")
    groups: list[ScopeGroupWords] = _word("Danh mục thủ tục theo lĩnh vực")
    procedure_count: str = _word("Số thủ tục", "44")
    field_count: str = _word("Số lĩnh vực", "11")
    fields: list[str] = _word("Số thủ tục của từng lĩnh vực", "Hộ tịch: 17 thủ tục;")
    exclusions: list[ExclusionWords] = _word("Ngoại lệ áp dụng")
    clauses: list[ClauseWords] = _word("Đối chiếu điều khoản và tài liệu")
    documents: list[DocumentRowWords] = _word("Danh mục tài liệu")
    basis: list[str] = _word("Văn bản làm cơ sở")
    climate: bool = _word("Đúng khi bản sửa đổi về biến đổi khí hậu đã công bố")
    amendment: str = _word("Bản sửa đổi của tiêu chuẩn; trống khi chưa có", "ISO 9001:2015/Amd 1:2024")
    secretary: str = _word("Chức danh thư ký", "Thư ký Ban Chỉ đạo ISO")
    abbreviations: list[AbbreviationWords] = _word("Chữ viết tắt")
