"""The steps of a procedure as a flowchart sees them: who does what, what is asked, where a refusal leads back to.

In: steps of a procedure, titles of positions. Out: `FlowStep` values. Touches: nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.vietnamese import upper_first

APPLICANT = "applicant"
_LEADERS = ("chairman", "vice_chairman", "leader")
_ALTERNATIVE = re.compile(
    r"(?:(?P<yes>(?!không\b|chưa\b)[^:;.]{2,60}): (?P<then>[^;]+); )?(?P<no>(?:không|chưa)\b[^:;.]{0,60}): (?P<otherwise>.+)",
    re.IGNORECASE,
)
_NOT = re.compile(r"(^|,? )(?:không|chưa) ", re.IGNORECASE)
_BACK = re.compile(r"hoàn thiện|bổ sung|chỉnh sửa|sửa đổi|làm lại|giải trình|trả lại", re.IGNORECASE)
_UPWARDS = re.compile(r"kinh phí|cấp tỉnh", re.IGNORECASE)
"""What is asked of those above, not of who handed in the dossier."""
_LONGEST_QUESTION = 30
_ANY = "Đạt yêu cầu"
_TO_COLLEAGUE = re.compile(r"công chức", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FlowStep:
    """A step; `question` is asked after it, and a «no» leads back to the step at the place `back`, counted from 0."""

    number: str
    text: str
    actor: str
    role: str
    question: str = ""
    back: int = 0


def flow_steps(steps: Sequence[tuple[str, str, str]]) -> tuple[FlowStep, ...]:
    """Return the steps given as (action, key of the actor, title of the actor), with what their texts ask."""
    found = []
    for place, (action, actor, role) in enumerate(steps):
        question, otherwise = _question(action)
        back = _way_back(steps, place, otherwise) if question else 0
        found.append(FlowStep(str(place + 1), action, actor, role, question, back))
    return tuple(found)


def _question(action: str) -> tuple[str, str]:
    """Return what is asked and what is done where it is not so; empty texts where a «no» does not lead back."""
    for line in action.split("\n"):
        found = _ALTERNATIVE.fullmatch(line.strip())
        if found and _BACK.search(found["otherwise"]) and not _UPWARDS.search(line):
            asked = found["yes"] or _NOT.sub(r"\1", found["no"]).strip(" ,")
            plain = 0 < len(asked) <= _LONGEST_QUESTION and " hoặc " not in asked
            return f"{upper_first(asked) if plain else _ANY}?", found["otherwise"]
    return "", ""


def _way_back(steps: Sequence[tuple[str, str, str]], place: int, otherwise: str) -> int:
    """Return the place to which a dossier goes back: to who prepared it, or to who handed it in."""
    actor = steps[place][1]
    earlier = range(place - 1, -1, -1)
    if actor in _LEADERS or _TO_COLLEAGUE.search(otherwise):
        return next((n for n in earlier if steps[n][1] not in (actor, APPLICANT)), place)
    return next((n for n in earlier if steps[n][1] == APPLICANT), place)
