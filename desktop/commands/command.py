"""What a command is: its words on the line, its help, its arguments, and what it does."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

from desktop.commands.output import Output
from evidence.errors import Trouble
from evidence.words import Words, say


class Usage(Trouble):
    """The command's words are off."""


class Parser(argparse.ArgumentParser):
    """Says what is wrong as a `Usage`, in one sentence; help is in the person's language."""

    def __init__(self, *, words: Words, **rest: Any) -> None:
        super().__init__(**rest)
        self.words = words

    def error(self, message: str) -> NoReturn:
        raise Usage(
            say("The command cannot be understood: {message}.", message=message),
            say("Ask for help with: {program} --help", program=self.prog),
        )

    def below(self, *, required: bool) -> argparse._SubParsersAction[Parser]:
        """Room for commands below this one, in the same language."""
        kind = partial(Parser, words=self.words)
        return self.add_subparsers(metavar="COMMAND", required=required, parser_class=kind)

    def argument(self, name: str, *more: str, help: str, **rest: Any) -> None:
        """Add an argument; `help` is a sentence id."""
        self.add_argument(name, *more, help=self.words.text(help), **rest)


@dataclass(frozen=True, slots=True)
class Command:
    """`path` is the words on the command line, ("case", "new"); `run` answers the exit code."""

    path: tuple[str, ...]
    help: str
    arguments: Callable[[Parser], None]
    run: Callable[[argparse.Namespace, Output], int]
