"""
Where a command's answer goes: JSON for programs or lines for people on stdout, messages on stderr.

Foreign names are shown escaped; the language is the one the person chose.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from evidence.errors import Trouble, reason
from evidence.words import Phrase, Words, say, visible


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
            self._write(json.dumps(value, ensure_ascii=False, indent=1))
        else:
            for line in lines:
                self._write(self._said(line))

    def line(self, value: Any, text: Phrase | str) -> None:
        """One of many answers, told at once: a JSON line, or a line of text."""
        self._write(json.dumps(value, ensure_ascii=False) if self.as_json else self._said(text))

    def tell(self, message: Phrase | str) -> None:
        """A message beside the answer."""
        self._err.write(self._said(message) + "\n")
        self._err.flush()

    def trouble(self, trouble: Trouble) -> None:
        """What went wrong and what to do next."""
        self.tell(trouble.what)
        if trouble.next_step is not None:
            self.tell(trouble.next_step)

    def _said(self, text: Phrase | str) -> str:
        if isinstance(text, Phrase):
            shown = {k: visible(v) if isinstance(v, str) else v for k, v in text.values.items()}
            return self.words.text(Phrase(text.text, shown))
        return visible(text)

    def _write(self, text: str) -> None:
        try:
            self._out.write(text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")
            self._out.flush()
        except BrokenPipeError:
            raise
        except OSError as e:
            raise Trouble(
                say("The answer cannot be written: {reason}.", reason=reason(e)),
                say("What was done is kept; see where the output goes."),
            ) from e


def two_columns(name: Phrase | str, text: Phrase | str) -> Phrase:
    """A name and what it is, on one line."""
    return say("{name}: {text}", name=name, text=text)
