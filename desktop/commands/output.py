"""
Where a command's answer goes: JSON for programs or lines for people on stdout, messages on stderr.

Foreign names are shown escaped; the language is the one the person chose.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from typing import Any, TextIO

from evidence.errors import Trouble, reason
from evidence.words import Phrase, Words, say, visible

_FOREIGN = re.compile(r"[^\x00-\x7f]")


class Output:
    """The two streams of one command."""

    def __init__(self, words: Words, as_json: bool, out: TextIO, err: TextIO) -> None:
        self.words = words
        self.as_json = as_json
        self._out = out
        self._err = err

    def document(self, value: Any, lines: Iterable[Phrase | str]) -> None:
        """The whole answer: one JSON document, or lines of text."""
        if self.as_json:
            self._write(_json(value, indent=1))
        else:
            for line in lines:
                self._write(self.said(line))

    def line(self, value: Any, text: Phrase | str) -> None:
        """One of many answers, told at once: a JSON line, or a line of text."""
        self._write(_json(value) if self.as_json else self.said(text))

    def tell(self, message: Phrase | str) -> None:
        """A message beside the answer."""
        self._err.write(self.said(message) + "\n")
        self._err.flush()

    def trouble(self, trouble: Trouble) -> None:
        """What went wrong and what to do next."""
        self.tell(trouble.what)
        if trouble.next_step is not None:
            self.tell(trouble.next_step)

    def said(self, text: Phrase | str) -> str:
        """A sentence in the person's language, with nothing in it that acts on a terminal."""
        return self.words.text(_shown(text)) if isinstance(text, Phrase) else visible(text)

    def _write(self, text: str) -> None:
        try:
            self._out.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
            self._out.flush()
        except OSError as e:
            self._give_up()
            if isinstance(e, BrokenPipeError):
                raise
            raise Trouble(
                say("The answer cannot be written: {reason}.", reason=reason(e)),
                say("What was done is kept; see where the output goes."),
            ) from e

    def _give_up(self) -> None:
        """Let what is held back go nowhere, so that the end of the program does not fail on it."""
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())
        except (OSError, ValueError):
            return


def _shown(value: object) -> Any:
    """What a sentence carries, foreign text escaped however deep it lies."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, Phrase):
        return Phrase(value.text, {name: _shown(held) for name, held in value.values.items()})
    if isinstance(value, tuple | list):
        return tuple(_shown(each) for each in value)
    return value


def _json(value: Any, indent: int | None = None) -> str:
    """JSON in readable characters, but those that hide or turn the line round as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _FOREIGN.sub(
        lambda found: found[0] if visible(found[0]) == found[0] else json.dumps(found[0])[1:-1],
        text,
    )
