"""
How hard a passphrase is to guess, told honestly: a rough lower bound, never praise.

Whoever steals the laptop guesses at leisure. What people do is what guessers try first: years,
dates, runs of the keyboard, one word with a digit behind it. So a run of digits that is a date
counts as a date, letters that form one run count as one word, and repeats count nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from evidence.words import Phrase, say

Level = Literal["weak", "fair", "good"]

WORD_BITS = 11.0
"""One of two thousand common words."""

LETTER_BITS = 4.7
SIGN_BITS = 5.0
DIGIT_BITS = 3.3
YEAR_BITS = 6.5
DATE_BITS = 15.0
HAN_BITS = 7.0
FAIR, GOOD = 40.0, 55.0

_PART = re.compile(r"[a-z]+|[0-9]+|[\u3400-\u9fff]+|.", re.DOTALL)
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm")


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong, and what to say to the person."""

    level: Level
    what: Phrase


def strength(passphrase: str) -> Strength:
    """Judge a passphrase that is being chosen."""
    bits = _bits(passphrase)
    if bits < FAIR:
        return Strength(
            "weak",
            say("Weak: whoever takes the computer can guess it. Use four words or more that do "
                "not belong together."),
        )  # fmt: skip
    if bits < GOOD:
        return Strength("fair", say("Fair: one more word would make it much harder to guess."))
    return Strength("good", say("Hard to guess, if it is used nowhere else."))


def _bits(passphrase: str) -> float:
    seen: set[str] = set()
    total = 0.0
    for part in _PART.findall(passphrase.casefold()):
        if part in seen or part.isspace():
            continue
        seen.add(part)
        total += _of(part)
    return total


def _of(part: str) -> float:
    if _is_run(part) or len(set(part)) == 1:
        return LETTER_BITS
    if part.isascii() and part.isdigit():
        return _of_digits(part)
    if part.isascii() and part.isalpha():
        return min(LETTER_BITS * len(part), WORD_BITS + max(0, len(part) - 8) * 2)
    if "\u3400" <= part[0] <= "\u9fff":
        return HAN_BITS * len(set(part))
    return SIGN_BITS


def _of_digits(part: str) -> float:
    if re.fullmatch(r"(19|20)\d\d", part):
        return YEAR_BITS
    if re.fullmatch(r"(19|20)?\d\d[01]\d[0-3]\d", part):
        return DATE_BITS
    return DIGIT_BITS * len(part)


def _is_run(part: str) -> bool:
    rows = [row * 3 for row in _ROWS]
    return len(part) > 2 and any(part in row or part in row[::-1] for row in rows)
