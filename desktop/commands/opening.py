"""How a command gets at a workspace: who opens it, with which passphrase, and where it lies."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.command import Parser, Usage
from desktop.commands.output import Output
from evidence.errors import WhichFolder, WhoOpens
from evidence.words import Words, mark, say

if TYPE_CHECKING:
    from evidence.workspace import Workspace

PASSPHRASE = "LIANZHENG_PASSPHRASE"


def workspace_arguments(parser: Parser) -> None:
    """The workspace and who opens it."""
    parser.argument("workspace", help=mark("folder of the workspace"), metavar="WORKSPACE")
    parser.argument("--person", help=mark("who opens it, by name, when several people use it"))
    parser.argument(
        "--read-only", action="store_true", help=mark("change nothing in the workspace")
    )
    same = parser.add_mutually_exclusive_group()
    for flag, text in (
        ("--moved", mark("the folder was moved here; nobody goes on working in the old place")),
        ("--copied", mark("this is a copy; entries here get a new signer")),
        ("--restored", mark("restored from a backup; entries here get a new signer")),
    ):
        same.add_argument(
            flag, dest="as_", action="store_const", const=flag[2:], help=parser.words.text(text)
        )


def case_arguments(parser: Parser) -> None:
    """A workspace, and one of its cases."""
    workspace_arguments(parser)
    parser.argument("case", help=mark("id or number of the case"), metavar="CASE")


def opened(args: argparse.Namespace, out: Output) -> Workspace:
    """Open the workspace the arguments name, and tell what that noticed; a context manager."""
    from evidence.workspace import Workspace

    try:
        workspace = Workspace.open(
            Path(args.workspace),
            passphrase(out.words),
            person=args.person or "",
            as_=args.as_,
            read_only=args.read_only,
        )
    except WhichFolder as e:
        answer = say("{step} Answer with --moved, --copied or --restored.", step=e.next_step or "")
        raise WhichFolder(e.what, answer) from e
    except WhoOpens as e:
        raise WhoOpens(e.what, say("Say who is opening it: --person NAME.")) from e
    for notice in workspace.notices:
        out.tell(notice)
    return workspace


def passphrase(words: Words, *, twice: bool = False) -> str:
    """From the environment, else asked at the terminal; raises `Usage` when there is neither."""
    given = os.environ.get(PASSPHRASE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise Usage(
            say("A passphrase is needed, and there is no terminal to ask at."),
            say("Set {variable} or run the command in a terminal.", variable=PASSPHRASE),
        )
    typed = getpass.getpass(words.text(say("Passphrase: ")))
    if twice and getpass.getpass(words.text(say("The same passphrase again: "))) != typed:
        raise Usage(say("The two passphrases differ."), say("Run the command again."))
    return typed


def asked(words: Words, given: str | None, question: str) -> str:
    """An answer given as an option, else asked at the terminal, else ""."""
    if given is not None or not sys.stdin.isatty():
        return given or ""
    sys.stderr.write(words.text(question))
    sys.stderr.flush()
    return sys.stdin.readline().strip()
