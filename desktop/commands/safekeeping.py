"""backup · restore · doctor: so that nothing is lost with the laptop, and nothing fails unseen."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.commands.command import Command, Parser
from desktop.commands.opening import opened, workspace_arguments
from desktop.commands.output import Output
from evidence.words import Phrase, mark, say


def _backup_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    parser.argument(
        "out",
        metavar="OUT",
        help=mark("file to write; contents are sealed, names and sizes are not"),
    )


def _backup(args: argparse.Namespace, out: Output) -> int:
    from evidence.backup import backup

    with opened(args, out) as workspace:
        made = backup(workspace, Path(args.out))
    out.document(
        {"path": str(args.out), "files": made.files, "size": made.size, "sha256": made.sha256},
        [say("Written and read back: {path}, {files} files", path=args.out, files=made.files)],
    )
    return 0


def _restore_arguments(parser: Parser) -> None:
    parser.argument("backup", metavar="BACKUP", help=mark("file that `backup` wrote"))
    parser.argument("workspace", metavar="WORKSPACE", help=mark("new folder"))


def _restore(args: argparse.Namespace, out: Output) -> int:
    from evidence.backup import restore

    restore(Path(args.backup), Path(args.workspace))
    out.document(
        {"workspace": str(args.workspace)},
        [
            say("Restored: {folder}; each file is as its SHA-256 in the backup says.",
                folder=args.workspace),
            say("Whether that is what was recorded is told by `lianzheng verify`."),
            say("Open it the first time with --restored; entries there get a new signer."),
        ],
    )  # fmt: skip
    return 0


def _doctor_arguments(parser: Parser) -> None:
    parser.argument("workspace", nargs="?", default="", help=mark("also look at this workspace"),
                    metavar="WORKSPACE")  # fmt: skip
    parser.argument("--person", default="",
                    help=mark("who opens it, by name, when several people use it"))  # fmt: skip


def _doctor(args: argparse.Namespace, out: Output) -> int:
    from desktop.commands.doctor import look_at

    rows = look_at(Path(args.workspace) if args.workspace else None, args.person)
    out.document(
        [{"name": r.name, "state": r.state, "text": out.said(r.text)} for r in rows],
        [
            say("{state}  {name}: {text}", state=Phrase(STATES[r.state]), name=r.name, text=r.text)
            for r in rows
        ],
    )
    return 1 if any(r.state == "wrong" for r in rows) else 0


STATES = {"ok": mark("fine"), "note": mark("note"), "wrong": mark("wrong")}

COMMANDS = (
    Command(("backup",), mark("write a sealed copy and read it back"), _backup_arguments, _backup),
    Command(("restore",), mark("open a backup in a new folder"), _restore_arguments, _restore),
    Command(("doctor",), mark("look at versions, keyring, fonts, disk, workers, workspace"),
            _doctor_arguments, _doctor),
)  # fmt: skip
