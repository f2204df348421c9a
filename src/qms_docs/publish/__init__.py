"""From finished bytes to files that stay: the lock, the journal, publication that nothing can cut in half.

In: documents of a build. Out: files below the output folder, rows of the journal. Touches: the output folder alone.
"""

from .folder import OutputFolder, Waiting
from .journal import Journal, PrintRow, Row
from .output import Output, OutputView, Writer, look_at, open_output, writer_of

__all__ = [
    "Journal",
    "Output",
    "OutputFolder",
    "OutputView",
    "PrintRow",
    "Row",
    "Waiting",
    "Writer",
    "look_at",
    "open_output",
    "writer_of",
]
