"""
One way of saying things, for the window, the command line and the papers.

Code names a sentence by its English text (`say`) and gives the values apart; the
language is chosen where the sentence is shown (`Words.text`). What is stored in a
ledger is the sentence's id and values, never the sentence. There is no global
language. Catalogues: resources/i18n (English ids, zh_CN complete).
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["zh_CN", "en"]
LANGUAGES: tuple[Language, ...] = ("zh_CN", "en")
_BETWEEN: dict[Language, str] = {"zh_CN": "、", "en": ", "}
_PLACE = re.compile(r"\{([a-z_0-9]+)\}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence not yet said in any language: its English text, and the values for its places."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _filled(self.text, self.values)


def say(text: str, /, **values: object) -> Phrase:
    """Name a sentence; `text` must be a literal, so that the catalogue can be checked."""
    return Phrase(text, values)


def mark(text: str, /) -> str:
    """Mark a sentence id that stands in a table, so that the catalogue check finds it."""
    return text


class Words:
    """The words of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def text(self, phrase: Phrase | str) -> str:
        """Say a phrase; a value that is a phrase, or several, is said in the same language."""
        if isinstance(phrase, str):
            phrase = Phrase(phrase)
        said = self._catalogue.gettext(phrase.text) if phrase.text else ""
        return _filled(said, {name: self._value(v) for name, v in phrase.values.items()})

    def _value(self, value: object) -> object:
        if isinstance(value, Phrase):
            return self.text(value)
        if isinstance(value, tuple | list):
            return _BETWEEN[self.language].join(str(self._value(each)) for each in value)
        return value


def visible(text: str) -> str:
    """
    A foreign name or text as it may be shown: what would be invisible, turn the line round or
    move the cursor (control, format, surrogate, private and separator characters) as `\\u202E`.
    """
    return "".join(_escaped(c) if _hides(c) else c for c in text)


def _hides(character: str) -> bool:
    category = unicodedata.category(character)
    return category in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"


def _filled(text: str, values: Mapping[str, object]) -> str:
    """Only plain names are filled in: a sentence that came with a ledger commands nothing."""
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    compiled = files("resources") / "i18n" / language / "LC_MESSAGES" / "lianzheng.mo"
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)
