"""Word files become PDF files, by LibreOffice under supervision.

In: paths of Word files. Out: PDF bytes that were checked, or why there are none. Touches: temporary folders, processes.
"""

from .office import Conversion, convert, find_office, office_version
from .proof import PdfFacts

__all__ = ["Conversion", "PdfFacts", "convert", "find_office", "office_version"]
