"""Compiled templates kept from one process to the next: compiling takes longer than the documents of a commune.

In: a template that came with the product, a folder of the user's own. Out: the template compiled. Touches: that folder; one
that cannot be read or written is as good as none. What is kept is code, as Python's own `.pyc` files are: never in a workspace,
and never for templates of strangers.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pickle
import tempfile
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

from .compiled import CompiledTemplate, compile_template

_LIBRARIES = ("docxtpl", "jinja2", "lxml", "markupsafe")
_KEPT = 400
"""Files in the folder: a few versions of all templates."""


@cache
def compiler_digest() -> str:
    """Return the digest of all that decides what a template compiles to: this room, its libraries, Python's own code format."""
    digest = hashlib.sha256(importlib.util.MAGIC_NUMBER)
    digest.update(" ".join(f"{name}={version(name)}" for name in _LIBRARIES).encode())
    package = Path(__file__).resolve().parents[1]
    for file in sorted([*package.glob("templating/*.py"), *package.glob("domain/*.py")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def compiled_once(data: bytes, where: str, folder: Path) -> CompiledTemplate:
    """Return the template compiled, from `folder` if it was compiled before. Raises TemplateError like `compile_template`."""
    key = hashlib.sha256(f"{compiler_digest()} {where} {hashlib.sha256(data).hexdigest()}".encode()).hexdigest()
    file = folder / f"{key}.compiled"
    # Whatever is wrong with a kept file, compiling anew mends it.
    with suppress(OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, ImportError, LookupError):
        found = pickle.loads(file.read_bytes())
        if isinstance(found, CompiledTemplate):
            return found
    compiled = compile_template(data, where)
    with suppress(OSError):
        _keep(file, pickle.dumps(compiled))
    return compiled


def _keep(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".new")
    with os.fdopen(handle, "wb") as target:
        target.write(data)
    Path(name).replace(file)
    for old in sorted(file.parent.glob("*.compiled"), key=lambda path: path.stat().st_mtime_ns)[:-_KEPT]:
        old.unlink(missing_ok=True)
