"""A workspace of the nation's size, made from that of the repository: 34 provinces, 3,321 communes, 300 procedures.

Names of places are made of common syllables; people are the sample persons; each procedure beyond the real ones is one of these
under a code that nobody uses (`9.…`).
"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

PROVINCES = 34
COMMON = """An Bình Cẩm Châu Đại Đông Đức Gia Giao Hà Hải Hiệp Hòa Hồng Hưng Khánh Kim Lâm Long Lộc Lương Minh Mỹ Nam Nghĩa Ngọc
Nhơn Phong Phú Phước Quang Quế Sơn Tam Tân Tây Thạnh Thanh Thắng Thiện Thịnh Thới Thuận Tiên Trung Trường Tường Vạn Văn Vĩnh
Xuân Yên"""
LAST = "Bắc Cường Dương Điền Định Hậu Lạc Lợi Ngãi Ninh Thành Thủy Trạch Trị Vinh"
_PROVINCE = "86"


def names(count: int) -> Iterator[str]:
    """Yield so many different names of two syllables."""
    return islice((f"{one} {other}" for other in f"{COMMON} {LAST}".split() for one in COMMON.split() if one != other), count)


def write_nation(source: Path, out: Path, communes: int, procedures: int) -> None:
    """Write the workspace to `out`, which must not exist."""
    shutil.copytree(source / "law", out / "law")
    for folder in ("system", "templates"):
        shutil.copytree(source / folder, out / folder)
    settings = (source / "qms.toml").read_text("utf-8")
    (out / "qms.toml").write_text(settings, "utf-8")
    _write_procedures(source / "procedures", out / "procedures", procedures)
    (out / "communes").mkdir()
    shutil.copy(source / "communes/positions.yaml", out / "communes")
    _write_overrides(out / "overrides")
    _write_communes(source / "communes/vinh-long", out / "communes", communes)


def _write_procedures(source: Path, out: Path, count: int) -> None:
    out.mkdir()
    for file in source.glob("*.yaml"):
        shutil.copy(file, out)
    files = sorted(source.glob("*/*.yaml"))
    for number, file in enumerate(islice(cycle(files), count)):
        folder = out / file.parent.name
        folder.mkdir(exist_ok=True)
        text, turn = file.read_text("utf-8"), number // len(files)
        if not turn:
            shutil.copy(file, folder)
            continue
        text = re.sub(r"^code: .*", f"code: 9.{number:06d}", text, count=1, flags=re.M)
        text = re.sub(
            r"^sheet_number: (\d+)", lambda m, t=turn: f"sheet_number: {int(m[1]) + 100 * t}", text, count=1, flags=re.M
        )
        text = re.sub(r"^(names:\n  - (?:\{text: )?)([^,\n]+)", rf"\1\2 (loại {turn})", text, count=1, flags=re.M)
        (folder / f"9.{number:06d}.yaml").write_text(text, "utf-8")


def _write_overrides(out: Path) -> None:
    """Each province writes a sentence of its own into one procedure."""
    out.mkdir()
    for place in range(PROVINCES):
        code = f"{place + 1:02d}"
        body = "    reason: Quyết định của Ủy ban nhân dân tỉnh\n    set: {conditions: [Theo quy định của tỉnh]}\n"
        override = f"  - procedure: 1.001193\n{body}"
        (out / f"p{code}.yaml").write_text(f'province: "{code}"\noverrides:\n{override}', "utf-8")


def _write_communes(source: Path, out: Path, count: int) -> None:
    province = (source / "province.yaml").read_text("utf-8")
    pattern = next(source.glob("*/29104-*.yaml")).read_text("utf-8")
    body = pattern[pattern.index("officials:") :]
    chosen = list(names(count + PROVINCES))
    for place in range(PROVINCES):
        code, name = f"{place + 1:02d}", chosen[place]
        folder = out / f"p{code}"
        (folder / "xa").mkdir(parents=True)
        text = province.replace(f'"{_PROVINCE}"', f'"{code}"').replace("Vĩnh Long", name)
        (folder / "province.yaml").write_text(text, "utf-8")
        unit = f'  - code: "{code}"\n    valid_from: 2025-07-01\n    names:\n      - {{name: {name}, kind: tỉnh, parent: VN}}\n'
        (folder / "units.yaml").write_text(f"units:\n{unit}", "utf-8")
    for number, name in enumerate(chosen[PROVINCES:]):
        code, parent = f"{number + 10000:05d}", f"{number % PROVINCES + 1:02d}"
        head = f'code: "{code}"\nvalid_from: 2025-07-01\nnames:\n  - {{name: {name}, kind: xã, parent: "{parent}"}}\n\n'
        (out / f"p{parent}/xa/{code}-xa.yaml").write_text(head + body, "utf-8")


def main() -> None:
    """Write the workspace."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description=__doc__)
    parser.add_argument("out", type=Path, help="the folder to make")
    parser.add_argument("--workspace", type=Path, default=Path(), help="the workspace to begin with (default: this folder)")
    parser.add_argument("--communes", type=int, default=3321, metavar="N")
    parser.add_argument("--procedures", type=int, default=300, metavar="N")
    options = parser.parse_args()
    write_nation(options.workspace, options.out, options.communes, options.procedures)


if __name__ == "__main__":
    main()
