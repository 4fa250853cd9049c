"""
The front door for scripts and for people who type: `lianzheng COMMAND …`; without a command
the window opens.

Every command takes --json. Exit code 0: done; 1: something was found wrong (verify, doctor);
2: usage or trouble, in one clear sentence. Nothing here shows a traceback for trouble. Heavy
parts of the program are imported inside the commands that need them.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from typing import TextIO, cast

from desktop.commands import (
    cases,
    custody,
    examining,
    judging,
    packs,
    people,
    safekeeping,
    showing,
    taking_in,
    verifying,
    writing,
)
from desktop.commands.command import Command, Parser
from desktop.commands.output import Output
from evidence.errors import Trouble
from evidence.progress import Cancelled
from evidence.words import LANGUAGES, Language, Words, mark, say

COMMANDS: tuple[Command, ...] = (
    *showing.COMMANDS,
    *people.COMMANDS,
    *cases.COMMANDS,
    *taking_in.COMMANDS,
    *examining.COMMANDS,
    *judging.COMMANDS,
    *packs.COMMANDS,
    *custody.COMMANDS,
    *writing.COMMANDS,
    *verifying.COMMANDS,
    *safekeeping.COMMANDS,
)
GROUPS = {
    "case": mark("open, list and describe cases"),
    "pack": mark("fingerprint packs: what offices know of each other's pictures"),
    "person": mark("the people who use a workspace"),
    "custody": mark("who holds what: offer, accept, refuse"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers the exit code."""
    typed = list(sys.argv[1:] if arguments is None else arguments)
    words = Words(_language(typed))
    out = Output(words, "--json" in typed, _stream(sys.stdout), _stream(sys.stderr))
    try:
        args = _parser(words).parse_args(typed)
        return cast(int, args.run(args, out))
    except Trouble as trouble:
        out.trouble(trouble)
        return 2
    except Cancelled:
        out.tell(say("Stopped; what was acknowledged is kept."))
        return 2
    except KeyboardInterrupt:
        out.tell(say("Stopped; what was acknowledged is kept."))
        return 130
    except BrokenPipeError:  # the reader of our output is gone; nobody is left to tell
        return 2


def _stream(given: TextIO | None) -> TextIO:
    """A stream that takes every character; one that was closed swallows what it is told."""
    if given is None:
        return open(os.devnull, "w", encoding="utf-8")
    if isinstance(given, io.TextIOWrapper):
        given.reconfigure(encoding="utf-8", errors="backslashreplace")
    return given


def _language(typed: Sequence[str]) -> Language:
    wanted = os.environ.get("LIANZHENG_LANGUAGE", "zh_CN")
    for i, word in enumerate(typed):
        if word == "--language" and i + 1 < len(typed):
            wanted = typed[i + 1]
        elif word.startswith("--language="):
            wanted = word.partition("=")[2]
    return wanted if wanted in LANGUAGES else "zh_CN"


def _parser(words: Words) -> Parser:
    top = Parser(
        words=words,
        prog="lianzheng",
        description=words.text(
            say("Collect, check, prove and hand over the evidence of an insurance claim, offline.")
        ),
    )
    below = top.below(required=False)
    top.set_defaults(run=_no_command)
    groups: dict[str, argparse._SubParsersAction[Parser]] = {}
    for command in COMMANDS:
        place = below
        if len(command.path) == 2:
            group = command.path[0]
            if group not in groups:
                parser = below.add_parser(group, help=words.text(GROUPS[group]))
                groups[group] = parser.below(required=True)
            place = groups[group]
        parser = place.add_parser(
            command.path[-1], help=words.text(command.help), description=words.text(command.help)
        )
        _add(parser, command)
    return top


def _add(parser: Parser, command: Command) -> None:
    parser.argument("--json", action="store_true", help=mark("answer in JSON on standard output"))
    parser.argument("--language", choices=LANGUAGES, help=mark("language of messages and papers"))
    command.arguments(parser)
    parser.set_defaults(run=command.run)


def _no_command(args: argparse.Namespace, out: Output) -> int:
    return showing.open_window()


if __name__ == "__main__":
    sys.exit(main())
