"""`qms-docs import …`: data taken in as users have them — the national database, old Word sheets."""

import typer

from ..diagnostics.message import translate as _
from .import_portal import add_import_portal_command
from .import_sheets import add_import_sheets_command
from .usage import SpokenGroup


def add_import_commands(app: typer.Typer) -> None:
    """Add the group `import` to the program."""
    help_text = _("Take in data as you have them: the national database, old Word sheets.")
    group = typer.Typer(cls=SpokenGroup, help=help_text, no_args_is_help=True, subcommand_metavar=_("COMMAND …"))
    add_import_portal_command(group)
    add_import_sheets_command(group)
    app.add_typer(group, name="import")
