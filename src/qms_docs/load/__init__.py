"""Files become a catalogue, with the place of every value.

In: a workspace folder. Out: `Settings`, `Catalogue`, diagnostics — all of them at once.
Touches: reads the workspace, writes nothing. The only room that reads YAML and TOML.
"""

from .places import place
from .workspace import Workspace, load_settings, load_workspace

__all__ = ["Workspace", "load_settings", "load_workspace", "place"]
