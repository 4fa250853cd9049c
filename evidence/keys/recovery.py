"""
The recovery code: 130 random bits as 26 signs, with a checksum of 6, printed once at `init`.

The checksum is the one of bech32 (BIP-173): up to four mistyped signs are always noticed.
What is typed may differ in case, spaces, hyphens and width, and O, I and L are read as
0, 1 and 1. The code in its one form is a secret like a passphrase (passphrase.py).
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Iterable

from evidence.errors import WrongSecret
from evidence.words import say

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS = 26
CHECK_SIGNS = 6
GROUP = 4

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def recovery_code() -> str:
    """A fresh code, in groups of four."""
    return _grouped(_with_checksum([secrets.randbelow(32) for _ in range(RANDOM_SIGNS)]))


def looks_like_recovery_code(typed: str) -> bool:
    """Whether somebody may have meant a recovery code: it has the length and the signs of one."""
    signs = _signs(typed)
    return len(signs) == RANDOM_SIGNS + CHECK_SIGNS and all(s in SIGNS for s in signs)


def read_recovery_code(typed: str) -> str:
    """The code in its one form; raises `WrongSecret` when a sign was mistyped."""
    signs = _signs(typed)
    if not looks_like_recovery_code(typed):
        raise WrongSecret(
            say("A recovery code has {count} letters and digits.", count=RANDOM_SIGNS + CHECK_SIGNS)
        )
    numbers = [SIGNS.index(sign) for sign in signs]
    if checksum(numbers) != 1:
        raise WrongSecret(
            say("The recovery code has a typing error."), say("Compare it with the paper.")
        )
    return _grouped(numbers)


def checksum(numbers: Iterable[int]) -> int:
    """The bech32 checksum over numbers of five bits; 1 for a whole code."""
    value = 1
    for number in numbers:
        top = value >> 25
        value = (value & 0x1FFFFFF) << 5 ^ number
        for bit, generator in enumerate(_GENERATOR):
            value ^= generator if top >> bit & 1 else 0
    return value


def _with_checksum(numbers: list[int]) -> list[int]:
    check = checksum([*numbers, *[0] * CHECK_SIGNS]) ^ 1
    return numbers + [check >> 5 * (CHECK_SIGNS - 1 - i) & 31 for i in range(CHECK_SIGNS)]


def _signs(typed: str) -> str:
    wide = unicodedata.normalize("NFKC", typed).upper()
    return "".join(c for c in wide if c.isalnum()).translate(_READ_AS)


def _grouped(numbers: list[int]) -> str:
    signs = "".join(SIGNS[n] for n in numbers)
    return "-".join(signs[i : i + GROUP] for i in range(0, len(signs), GROUP))
