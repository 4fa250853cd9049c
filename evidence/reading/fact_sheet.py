"""The facts of one file while they are gathered: only what can be true gets in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from evidence.reading import complaints as words_of
from evidence.reading import fact_names
from evidence.reading.text import readable


@dataclass(slots=True)
class FactSheet:
    """Facts so far, and complaints about values that were refused."""

    facts: dict[str, Any] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def put(
        self, name: str, value: Any, refused: str = words_of.IMPOSSIBLE_VALUE, raw: str = ""
    ) -> bool:
        """
        Take a fact. False, and the complaint `refused`, when it cannot be one; `raw`, what the
        file claims instead, is then shown as text.
        """
        if isinstance(value, str):
            if len(value) > fact_names.LONGEST_TEXT:
                self.complain(words_of.TEXT_CUT)
            value = readable(value, fact_names.LONGEST_TEXT)
        try:
            fact_names.check(name, value)
        except ValueError:
            self.refuse(name, raw, refused)
            return False
        self.facts[name] = value
        return True

    def refuse(self, name: str, raw: str, refused: str) -> None:
        """Show as text what a file claims for `name` and what cannot be; with the complaint."""
        self.complain(refused)
        self.put_text(f"{name}_raw", raw)

    def put_text(self, name: str, text: str) -> None:
        """Take a text unless it is empty."""
        text = text.strip(" \t\r\n\0")
        if text:
            self.put(name, text)

    def complain(self, sentence: str) -> None:
        """Say a complaint once."""
        if sentence not in self.complaints:
            self.complaints.append(sentence)
