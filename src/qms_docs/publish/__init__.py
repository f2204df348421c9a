"""From finished bytes to files that stay: the lock, the journal, publication that nothing can cut in half.

In: documents of a build. Out: files below the output folder, rows of the journal. Touches: the output folder alone.
"""

from .folder import OutputFolder, Waiting
from .journal import Journal, PrintRow, Row

__all__ = ["Journal", "OutputFolder", "PrintRow", "Row", "Waiting"]
