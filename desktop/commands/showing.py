"""demo: the main job on sample cases, from photos to a verified bag."""

from __future__ import annotations

import argparse

from desktop.commands.command import Command, Parser
from desktop.commands.output import Output
from evidence.words import mark


def _arguments(parser: Parser) -> None:
    parser.argument("--dir", default="demo-output", help=mark("where to put it"), metavar="DIR")
    parser.argument("--no-window", action="store_true", help=mark("do not open the window"))


def _demo(args: argparse.Namespace, out: Output) -> int:
    from desktop.commands.demo import demonstrate

    return demonstrate(args, out)


COMMANDS = (
    Command(("demo",), mark("the main job on sample cases, end to end"), _arguments, _demo),
)
