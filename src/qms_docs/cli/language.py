"""Which language the user wants; known before any option is declared, because help texts depend on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

LANGUAGES = ("vi", "en")
VARIABLE = "QMS_DOCS_LANG"


def language_wanted(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the last valid `--lang` of the command line, else that of QMS_DOCS_LANG, else `vi`."""
    wanted = _known(environment.get(VARIABLE, "")) or LANGUAGES[0]
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--lang":
            given = value or "".join(arguments[place + 1 : place + 2])
            wanted = _known(given) or wanted
    return wanted


def _known(text: str) -> str | None:
    """Return `en` for `en`, `EN` and `en_US.UTF-8`; None for what is no language of ours."""
    short = text.strip().lower()[:2]
    return short if short in LANGUAGES else None
