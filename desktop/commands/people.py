"""init · person add, passphrase, list: who uses a workspace, and the workspace's beginning."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.commands.command import Command, Parser, Usage
from desktop.commands.opening import PASSPHRASE, asked, opened, passphrase, workspace_arguments
from desktop.commands.output import Output
from evidence.words import Phrase, mark, say

NEW_PASSPHRASE = "LIANZHENG_NEW_PASSPHRASE"
SHORT = 10


def _init_arguments(parser: Parser) -> None:
    parser.argument(
        "workspace", metavar="WORKSPACE",
        help=mark("folder to make; it must be empty or not yet there"),
    )  # fmt: skip
    parser.argument("--name", help=mark("name of the first person"))
    parser.argument("--org", help=mark("that person's organisation"))


def _init(args: argparse.Namespace, out: Output) -> int:
    from evidence.workspace import Workspace

    unstated = out.said(say("not stated"))
    name = asked(out.words, args.name, say("Your name: ").text).strip() or unstated
    org = asked(out.words, args.org, say("Your organisation: ").text).strip() or unstated
    secret = passphrase(out.words, twice=True)
    if len(secret) < SHORT:
        out.tell(say("This passphrase is short: whoever gets the laptop can guess it."))
    workspace, code = Workspace.create(Path(args.workspace), name=name, org=org, passphrase=secret)
    with workspace:
        out.document(
            {"workspace": str(args.workspace), "id": workspace.workspace_id, "recovery_code": code},
            [
                say("The workspace is ready: {folder}", folder=str(args.workspace)),
                say("Recovery code: {code}", code=code),
                say(
                    "Write the recovery code down and keep it apart from this computer: "
                    "it opens the workspace when the passphrase is lost."
                ),
            ],
        )
    return 0


def _add_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    parser.argument("--name", required=True, help=mark("name of the new person"))
    parser.argument("--org", required=True, help=mark("that person's organisation"))


def _add(args: argparse.Namespace, out: Output) -> int:
    with opened(args, out) as workspace:
        secret = _new_passphrase(out, say("The new person now types a passphrase of their own."))
        person = workspace.add_person(name=args.name, org=args.org, passphrase=secret)
    out.document(
        {"person": person, "name": args.name, "org": args.org},
        [say("{name} can now open the workspace with an own passphrase.", name=args.name)],
    )
    return 0


def _passphrase(args: argparse.Namespace, out: Output) -> int:
    with opened(args, out) as workspace:
        who = workspace.person
        secret = _new_passphrase(out, say("{name} now types the new passphrase.", name=who.name))
        workspace.new_passphrase(who.person, secret)
    out.document(
        {"person": who.person, "name": who.name},
        [say("{name} now opens the workspace with the new passphrase.", name=who.name)],
    )
    return 0


def _new_passphrase(out: Output, invitation: Phrase) -> str:
    """From the environment, else asked; never the one that opened the workspace."""
    import os

    given = os.environ.get(NEW_PASSPHRASE)
    if given is not None:
        return given
    if PASSPHRASE in os.environ:
        raise Usage(
            say("A new passphrase is needed."),
            say("Set {variable} or run the command in a terminal.", variable=NEW_PASSPHRASE),
        )
    out.tell(invitation)
    return passphrase(out.words, twice=True)


def _list(args: argparse.Namespace, out: Output) -> int:
    with opened(args, out) as workspace:
        people = workspace.look.people()
    out.document(
        [
            {"person": p.person, "name": p.name, "org": p.org, "mark": p.mark, "signer": p.signer}
            for p in people
        ],
        [say("{name} ({org}), mark {mark}", name=p.name, org=p.org, mark=p.mark) for p in people],
    )
    return 0


COMMANDS = (
    Command(("init",), mark("make a workspace and its first person"), _init_arguments, _init),
    Command(("person", "add"), mark("add a person with a passphrase of their own"),
            _add_arguments, _add),
    Command(("person", "passphrase"), mark("set a new passphrase for the person who opened it"),
            workspace_arguments, _passphrase),
    Command(("person", "list"), mark("list the people"), workspace_arguments, _list),
)  # fmt: skip
