"""
Which exhibits of a case are shown: by group, by words, only those with findings or pictures.

Pure functions over the cards of a case (evidence/cards.py); 20,000 of them are narrowed and
counted within a few hundredths of a second.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evidence.cards import Card
from evidence.findings import FIRST
from evidence.papers.content.forms import stated_local
from evidence.papers.content.wordings import RESULTS, category, file_format, named
from evidence.reading.media_type import PICTURES
from evidence.words import Phrase, mark, say

By = Literal["all", "session", "day", "device", "folder", "type", "finding", "category"]
Order = Literal["intake", "taken", "name", "finding"]

GROUPINGS: Mapping[By, str] = {
    "all": mark("No groups"),
    "session": mark("By session"),
    "day": mark("By day taken"),
    "device": mark("By device"),
    "folder": mark("By source folder"),
    "type": mark("By file type"),
    "finding": mark("By findings"),
    "category": mark("By category of evidence"),
}
ORDERS: Mapping[Order, str] = {
    "intake": mark("In the order taken in"),
    "taken": mark("By time taken"),
    "name": mark("By file name"),
    "finding": mark("Findings first"),
}
_STATES = (*FIRST, "reviewed", "none")


@dataclass(frozen=True, slots=True)
class Group:
    """Exhibits that have something in common; `key` names it among its kind."""

    key: str
    title: Phrase | str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What is asked for; `key` None: every group."""

    by: By = "all"
    key: str | None = None
    words: str = ""
    only_findings: bool = False
    only_pictures: bool = False
    order: Order = "intake"


def groups(
    cards: Sequence[Card], by: By, sessions: Mapping[str, Phrase | str]
) -> tuple[Group, ...]:
    """The groups there are, with how many are in each; `sessions` names the sessions."""
    of = _KEYS[by]
    counts = Counter(of(card) for card in cards)
    if by == "session":
        known = [key for key in sessions if key in counts]
        keys = known + [key for key in counts if key not in sessions]
    elif by == "finding":
        keys = [key for key in _STATES if key in counts]
    else:
        keys = sorted(counts, key=lambda key: (not key, key))
    return tuple(Group(key, _title(by, key, sessions), counts[key]) for key in keys)


def narrowed(cards: Sequence[Card], asked: Narrowing) -> list[Card]:
    """The cards that are asked for, in the order asked for."""
    words = asked.words.casefold().split()
    of = _KEYS[asked.by]
    shown = [
        card
        for card in cards
        if (asked.key is None or of(card) == asked.key)
        and (card.open or not asked.only_findings)
        and (card.row.media_type in PICTURES or not asked.only_pictures)
        and (not words or _has(card, words))
    ]
    order = _ORDERS[asked.order]
    return shown if order is None else sorted(shown, key=order)


def _has(card: Card, words: list[str]) -> bool:
    row = card.row
    text = f"{row.number}\n{row.source_name}\n{row.caption}\n{row.category}\n{row.group}".casefold()
    return all(word in text for word in words)


def _title(by: By, key: str, sessions: Mapping[str, Phrase | str]) -> Phrase | str:
    if by == "session":
        return sessions.get(key, say("Session not recorded"))
    if by == "day":
        return stated_local(key) if key else say("No time of taking stated")
    if by == "finding":
        return Phrase(_STATE_TITLES[key]) if key in _STATE_TITLES else named(RESULTS, key)
    if by == "type":
        return say("{kind} · {form}", kind=category(key), form=file_format(key))
    if by == "category":
        return key.removeprefix("=") if key.startswith("=") else Phrase(key)
    return key or {"device": say("No device named")}.get(by, say("No folder recorded"))


def _category(card: Card) -> str:
    """What a person said, marked with "="; else the word for the media type."""
    if card.row.category:
        return "=" + card.row.category
    word = category(card.row.media_type)
    return word.text if isinstance(word, Phrase) else "=" + word


_STATE_TITLES = {
    "reviewed": mark("All reviewed"),
    "none": mark("Nothing to review"),
}
_KEYS: Mapping[By, Callable[[Card], str]] = {
    "all": lambda card: "",
    "session": lambda card: card.row.session,
    "day": lambda card: card.taken[:10],
    "device": lambda card: card.device,
    "folder": lambda card: card.folder,
    "type": lambda card: card.row.media_type,
    "finding": lambda card: card.worst or card.state,
    "category": _category,
}
_ORDERS: Mapping[Order, Callable[[Card], tuple[object, ...]] | None] = {
    "intake": None,
    "taken": lambda card: (not card.taken, card.taken),
    "name": lambda card: (card.row.source_name.casefold(),),
    "finding": lambda card: (_STATES.index(card.worst or card.state),),
}
