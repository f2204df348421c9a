"""The first sheet of a workbook: how to fill it in.

In: nothing. Out: lines of one or two cells. Touches: nothing.
"""

from __future__ import annotations

GUIDE_SHEET = "Hướng dẫn"
GUIDE: tuple[tuple[str, ...], ...] = (
    ("Sổ dữ liệu của bộ tài liệu ISO",),
    ("Điền dữ liệu vào các trang tính rồi nhập lại. Chương trình báo mọi chỗ sai theo trang tính và ô, cho xem trước khi ghi.",),
    ("Dòng 2 là tiêu đề", "Đưa chuột vào tiêu đề để xem giải thích. Dấu * là bắt buộc. Không đổi tiêu đề; được đổi thứ tự cột."),
    ("Dòng chữ xám", "Dòng «Ví dụ» chỉ để xem cách ghi, không được nhập."),
    ("Thêm, bỏ", "Thêm: ghi vào dòng trống phía dưới. Bỏ: ghi «Bỏ» vào cột đầu của dòng."),
    (
        "Nhiều giá trị một ô",
        "Mỗi giá trị một dòng trong ô (Alt+Enter). Dòng viết tiếp của cùng một giá trị lùi vào hai dấu cách.",
    ),
    ("Thời gian áp dụng", "Ghi cuối dòng, trong ngoặc ⟦ ⟧, khi giá trị chỉ đúng một thời gian: ⟦từ 01/7/2025, đến 31/12/2025⟧."),
    ("Ngày", "Ghi dạng 01/7/2025. Để trống khi không rõ; chương trình không tự đoán."),
    ("Ô khóa", "Ô màu xám là khóa của dòng đã có, được khóa để khỏi sửa nhầm; trang tính không đặt mật khẩu."),
    ("Không dùng công thức", "Ô có công thức bị báo lỗi khi nhập; hãy dán giá trị."),
)
"""Lời hướng dẫn."""
