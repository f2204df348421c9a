"""The voice: what is wrong in the data or a template, as values, printed once at the door.

In: facts found by the rooms. Out: `Diagnostic` values; text and JSON. Touches: the gettext catalogues.
"""

from .diagnostic import Diagnostic, Severity, sort_diagnostics
from .location import Location
from .message import Message, say, use_language
from .printing import as_json, as_text

__all__ = ["Diagnostic", "Location", "Message", "Severity", "as_json", "as_text", "say", "sort_diagnostics", "use_language"]
