"""A document job becomes DOCX bytes.

In: `DocumentJob`, the catalogue and settings. Out: `RenderedDocument`. Touches: the templates, once per process.
"""

from .press import Press

__all__ = ["Press"]
