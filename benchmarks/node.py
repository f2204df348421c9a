"""The peers that run in Node: installed from npm on demand, each in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qms_docs.templating.package import COMPRESSION_LEVEL

from .data import CannotMeasureError, Sheets
from .peer_template import Dialect, peer_documents

HERE = Path(__file__).resolve().parent
_INSTALL = ("install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock", "--loglevel=error")
_INSTALL_SECONDS = 180


def pinned() -> dict[str, str]:
    """Return the packages and versions of package.json."""
    versions: dict[str, str] = json.loads((HERE / "package.json").read_text("utf-8"))["dependencies"]
    return versions


def _installed() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for package in pinned():
        file = HERE / "node_modules" / package / "package.json"
        found[package] = json.loads(file.read_text("utf-8"))["version"] if file.is_file() else None
    return found


def prepare() -> None:
    """See to it that node and the pinned packages are there; raises CannotMeasureError, saying what is missing."""
    if shutil.which("node") is None:
        raise CannotMeasureError("node is not installed")
    if _installed() == pinned():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise CannotMeasureError("npm is not installed")
    try:
        done = subprocess.run([npm, *_INSTALL], cwd=HERE, capture_output=True, text=True, timeout=_INSTALL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as cause:
        raise CannotMeasureError(f"npm install failed: {cause}") from cause
    if done.returncode or _installed() != pinned():
        lines = [line for line in done.stderr.splitlines() if line.strip() and "complete log" not in line]
        raise CannotMeasureError(f"npm install failed: {lines[0] if lines else 'no reason given'}")


def node_version() -> str | None:
    """Return the version of node, or None."""
    node = shutil.which("node")
    if node is None:
        return None
    return subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout.strip() or None


class NodeEngine:
    """One JavaScript engine; times are taken inside its process."""

    def __init__(self, dialect: Dialect, sheets: Sheets) -> None:
        self.name = dialect.name
        self._count = len(sheets.words)
        self._folder = tempfile.TemporaryDirectory(prefix="qms-bench-")
        self._process: subprocess.Popen[str] | None = None
        try:
            self._start(dialect, sheets)
        except BaseException:
            self.close()
            raise

    def _start(self, dialect: Dialect, sheets: Sheets) -> None:
        folder = Path(self._folder.name)
        work = peer_documents(sheets.template, sheets.name, sheets.words, dialect)
        self.templates = len(work.templates)
        files = [folder / f"template-{place}.docx" for place in range(len(work.templates))]
        for file, data in zip(files, work.templates, strict=True):
            file.write_bytes(data)
        job = {
            "templates": [str(file) for file in files],
            "documents": [{"template": template, "words": words} for template, words in work.documents],
            "compressionLevel": COMPRESSION_LEVEL,
        }
        (folder / "job.json").write_text(json.dumps(job, ensure_ascii=False), "utf-8")
        self._process = subprocess.Popen(
            ["node", str(HERE / "node" / "worker.cjs"), dialect.name, str(folder / "job.json")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def _ask(self, order: dict[str, Any]) -> dict[str, Any]:
        assert self._process is not None and self._process.stdin is not None and self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(order) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except OSError as cause:
            raise CannotMeasureError(f"{self.name}: its process ended: {cause}") from cause
        if not line:
            raise CannotMeasureError(f"{self.name}: its process ended")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise CannotMeasureError(f"{self.name}: {answer['error']}")
        return answer

    def milliseconds(self, places: Sequence[int]) -> list[float]:
        """Fill the documents; return how long each took, as measured in the engine's process."""
        taken: list[float] = self._ask({"fill": list(places)})["milliseconds"]
        return taken

    def failures(self) -> dict[int, str]:
        """Fill every document once; return the reasons of those the engine cannot fill."""
        failed: dict[str, str] = self._ask({"try": list(range(self._count))})["failed"]
        return {int(place): " ".join(reason.split()) for place, reason in failed.items()}

    def outputs(self, places: Sequence[int]) -> list[bytes]:
        """Return the documents."""
        target = Path(self._folder.name) / "out"
        target.mkdir(exist_ok=True)
        self._ask({"save": list(places), "folder": str(target)})
        return [(target / f"{place}.docx").read_bytes() for place in places]

    def close(self) -> None:
        """End the process (its input is closed, so it leaves by itself) and remove the folder."""
        if self._process is not None:
            self._process.communicate()
        self._folder.cleanup()
