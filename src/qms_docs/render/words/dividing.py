"""What several procedures say alike and what each says for itself: lines of rules, lines of steps.

In: topics or steps of each procedure. Out: common lines, own lines. Touches: nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ...domain.vietnamese import lower_first


class Topic(NamedTuple):
    """A title and the lines below it; of papers each line stands for itself, elsewhere all lines are one rule."""

    title: str
    lines: list[str]
    papers: bool = False


def together(topic: Topic) -> Topic:
    """Return a topic whose lines stand in one cell of a table; each paper has a row of its own."""
    return topic if topic.papers or not topic.lines else topic._replace(lines=["\n".join(topic.lines)])


def divided(topics: Sequence[Sequence[Topic]]) -> tuple[list[Topic], list[list[Topic]]]:
    """Return what all procedures have in common, topic by topic, and for each procedure what is left."""
    every = [_joined(each) for each in topics]
    common = {title: topic._replace(lines=_in_all(topic, every)) for title, topic in every[0].items()}
    own = [
        [
            topic._replace(
                lines=[line for line in topic.lines if line not in common[title].lines] if title in common else topic.lines
            )
            for title, topic in each.items()
        ]
        for each in every
    ]
    return list(common.values()), own


def _in_all(topic: Topic, every: Sequence[dict[str, Topic]]) -> list[str]:
    others = [each[topic.title].lines if topic.title in each else [] for each in every]
    if not topic.papers:
        return topic.lines if all(lines == topic.lines for lines in others) else []
    return [line for line in topic.lines if all(line in lines for lines in others)]


def _joined(topics: Sequence[Topic]) -> dict[str, Topic]:
    """Return the topics by title; groups of papers may have the same one."""
    found: dict[str, Topic] = {}
    for topic in topics:
        before = found[topic.title].lines if topic.title in found else []
        found[topic.title] = topic._replace(lines=[*before, *topic.lines])
    return found


def numbers_text(places: Sequence[int]) -> str:
    """Return places counted from 0 as «1, 2»."""
    return ", ".join(str(place + 1) for place in places)


def merged(texts: Sequence[str], lower: bool = False) -> list[str]:
    """Return texts that stand for each other as lines: one where all are equal, else one for each with its procedures."""
    found: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        found.setdefault(text, []).append(place)
    if len(found) == 1:
        return [text for text in found if text]
    return [f"Thủ tục {numbers_text(places)}: {lower_first(text) if lower else text}" for text, places in found.items() if text]


def merged_action(actions: Sequence[str]) -> list[str]:
    """Return one step of several procedures; where each says it in as many lines, only lines that differ are told apart."""
    lines = [action.split("\n") for action in actions]
    if len({len(each) for each in lines}) == 1:
        return [line for together in zip(*lines, strict=True) for line in merged(together, lower=True)]
    return merged([" ".join(each) for each in lines], lower=True)
