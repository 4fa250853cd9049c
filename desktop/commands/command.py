"""What a command is: its words on the line, its help, its arguments, and what it does."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn, cast

from desktop.commands.output import Output
from evidence.errors import Trouble
from evidence.words import Phrase, Words, mark, say


class Usage(Trouble):
    """The command's words are off."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong as a `Usage`, in one sentence; help is in the person's language."""

    def __init__(self, *, words: Words, **rest: Any) -> None:
        super().__init__(add_help=False, **rest)
        self.words = words
        self._positionals.title = words.text(say("to name"))
        self._optionals.title = words.text(say("options"))
        self.argument("-h", "--help", action="help", help=mark("show this help and exit"))

    def error(self, message: str) -> NoReturn:
        raise Usage(
            _understood(message), say("Ask for help with: {program} --help", program=self.prog)
        )

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", self.words.text(say("usage: ")), 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", self.words.text(say("usage: ")), 1)

    def below(self, *, required: bool) -> argparse._SubParsersAction[Parser]:
        """Room for commands below this one, in the same language."""
        kind = cast(type[Parser], partial(Parser, words=self.words))
        return self.add_subparsers(metavar="COMMAND", required=required, parser_class=kind)

    def argument(self, name: str, *more: str, help: str, **rest: Any) -> None:
        """Add an argument; `help` is a sentence id."""
        self.add_argument(name, *more, help=self.words.text(help), **rest)


def _understood(message: str) -> Phrase:
    """The parser's English complaint as a sentence of ours."""
    for pattern, text in COMPLAINTS:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return Phrase(text, found.groupdict())
    return say("The command cannot be understood: {message}.", message=message)


COMPLAINTS = (
    (
        r"the following arguments are required: (?P<names>.+)",
        mark("Something is missing: {names}."),
    ),
    (r"unrecognized arguments: (?P<words>.+)", mark("Nobody knows what to do with: {words}.")),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<word>.+) \(choose from (?P<words>.+)\)",
        mark("{name} cannot be {word}; choose from {words}."),
    ),
    (r"argument (?P<name>.+): expected .*argument.*", mark("{name} needs a value.")),
    (r"argument (?P<name>.+): invalid int value: (?P<word>.+)", mark("{name} must be a number.")),
)


@dataclass(frozen=True, slots=True)
class Command:
    """`path` is the words on the command line, ("case", "new"); `run` answers the exit code."""

    path: tuple[str, ...]
    help: str
    arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Output], int]
