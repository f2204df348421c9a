"""The figures as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .fill import FillFigures
from .phases import Phase
from .scale import ScaleFigures
from .whole_build import BuildFigures


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table; the first column is flush left, the others flush right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]

    def shown(line: Sequence[str]) -> str:
        cells = [
            word.ljust(width) if place == 0 else word.rjust(width)
            for place, (word, width) in enumerate(zip(line, widths, strict=True))
        ]
        return "  " + "  ".join(cells).rstrip()

    return "\n".join([shown(lines[0]), "  " + "  ".join("-" * width for width in widths), *map(shown, lines[1:])])


def machine_text(found: dict[str, str]) -> str:
    """Return the environment, one line each."""
    width = max(map(len, found))
    return "\n".join(f"  {name.ljust(width)}  {value}" for name, value in found.items())


def fill_text(figures: FillFigures) -> str:
    """Return the comparison of engines."""
    rows = [
        [
            each.name,
            f"{each.milliseconds:.2f}",
            f"{each.fastest:.2f}–{each.slowest:.2f}",
            f"{each.ratio:.2f}",
            f"{each.ratio_low:.2f}–{each.ratio_high:.2f}",
            f"{each.bytes / 1024:.1f}",
            f"{each.same_text}/{figures.documents}",
            f"{each.same_cells}/{figures.documents}",
        ]
        for each in figures.engines
    ]
    head = ["engine", "ms", "ms 5–95 %", "ratio", "ratio 5–95 %", "KiB", "same text", "same cells"]
    given = f"{figures.documents} procedure sheets"
    if figures.documents < figures.given:
        given = f"{figures.documents} of {figures.given} procedure sheets, those that every engine can fill"
    lines = [
        f"FILL  one document from words already at hand: {given}",
        f"      {figures.procedures} procedures, {figures.communes} communes, {figures.rounds} rounds",
        "",
        table(head, rows),
        "",
        "  ms          median time of one document; below it the span in which nine of ten lie",
        "  ratio       its time / the time of qms-docs for the same document in the same round, median (above 1: slower)",
        "  same text   documents in which body, headers and footers read as ours, paragraph by paragraph",
        "  same cells  documents whose tables have as many cells in every row as ours",
        "  floor       renders the compiled parts, deflates and writes our own finished bytes; no fitting, no checking",
        "  docxtpl     a new DocxTemplate for each document (its manual); «one object» uses one object for all of them",
    ]
    floor = next((each for each in figures.engines if each.name == "floor"), None)
    if floor is not None:
        lines.append(f"  qms-docs takes {1 / floor.ratio:.2f} times the floor; the rest is grids, checks and what they share")
    for each in figures.engines:
        if each.failed:
            lines.append(f"  {each.name}: fails on {each.failed} of {figures.given} documents: {_shortened(each.failed_why)}")
        if each.unfilled:
            lines.append(f"  {each.name}: tags left unfilled in {', '.join(each.unfilled)}")
        if each.templates > 1:
            lines.append(f"  {each.name}: given {each.templates} templates, one for each number of columns")
    if any(each.name in ("docxtemplater", "easy-template-x") for each in figures.engines):
        lines.append(
            "  JavaScript peers: our template in their syntax; names flattened, conditions and merged texts computed beforehand;"
        )
        lines.append("  no vertical merge and no fitting of table grids, which they do not offer. Timed inside their processes.")
    return "\n".join(lines + [f"  {note}" for note in figures.notes])


def _shortened(text: str) -> str:
    return text if len(text) <= 100 else text[:100].rsplit(" ", 1)[0] + " …"


def scale_text(figures: Sequence[ScaleFigures]) -> str:
    """Return the times of long tables."""
    rows = [
        [
            f"{each.table}, {each.engine}",
            f"{each.rows:,}",
            f"{each.milliseconds:.1f}",
            f"{each.microseconds_per_row:.1f}",
            f"{each.growth:.2f}",
        ]
        for each in figures
    ]
    head = ["table", "rows", "ms", "µs per row", "growth"]
    note = "  growth  time of one row / that at the shortest length in the same round, median; 1 is linear"
    return "\n".join(["SCALE  one document with a long table", "", table(head, rows), "", note])


def build_text(figures: BuildFigures) -> str:
    """Return the whole builds, docxtpl and the floor."""
    first = figures.runs[0]
    seconds = {f"qms-docs, {run.way} ({run.workers})": run.seconds for run in figures.runs}
    seconds |= {
        "docxtpl loop (1)": figures.loop_seconds,
        f"docxtpl loop, spread ({figures.workers})": figures.spread_seconds,
        "floor, loop (1)": figures.floor_seconds,
        f"floor, spread ({figures.workers})": figures.floor_spread_seconds,
    }
    rows = [
        [way, f"{taken:.2f}", f"{first.documents / taken:,.0f}", f"{taken / figures.seconds:.2f}"]
        for way, taken in seconds.items()
    ]
    floor, spread = figures.seconds / figures.floor_seconds, figures.seconds / figures.floor_spread_seconds
    durability = 1 - figures.runs[1].seconds / figures.seconds
    lines = [
        f"BUILD  all {first.documents:,} documents of {first.communes} communes: load, check, fill, write, manifest",
        "",
        table(["way (processes)", "seconds", "documents/s", "ratio"], rows),
        "",
        f"  docxtpl   {figures.docxtpl_milliseconds:.1f} ms a document alone, {figures.docxtpl_spread_milliseconds:.1f} beside"
        f" others: ready words, fill and file; mean of {figures.sample} documents",
        f"  floor     {figures.floor_milliseconds:.2f} ms alone, {figures.floor_spread_milliseconds:.2f} beside others:"
        " ready words, Jinja, deflate and file of the same bytes",
        "  ratio     seconds / seconds of the durable build",
        f"  the build is {figures.loop_seconds / figures.seconds:.1f} times as fast as the docxtpl loop,"
        f" {figures.spread_seconds / figures.seconds:.1f} times as fast as the loop spread over {figures.workers} processes;",
        f"  it takes {floor:.2f} times the floor as a loop, {spread:.2f} times the floor spread over {figures.workers} processes;"
        f" durability is {durability:.0%} of its time",
    ]
    if figures.failed:
        lines.append(f"  docxtpl cannot fill {figures.failed} of the sampled documents (python-docx refuses their titles)")
    return "\n".join(lines)


def phases_text(phases: Sequence[Phase]) -> str:
    """Return where the time goes."""
    rows = [[each.name, f"{each.milliseconds:.3f}", f"{each.share:.0%}"] for each in phases]
    notes = [
        "  (…)  for comparison: the same parts without sandbox, strictness and checks of values; docxtpl renders that way.",
        "       Ours can be the faster: it looks into dictionaries at once, plain Jinja asks for an attribute first.",
    ]
    return "\n".join(["PROFILE  where the time of one fill goes (medians)", "", table(["step", "ms", "share"], rows), "", *notes])
