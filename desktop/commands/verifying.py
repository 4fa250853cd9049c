"""
verify: is what lies here what was recorded? Reads only; exit code 1 when something is wrong,
2 when there is no answer.

A workspace or case is sealed: without its passphrase there is no answer, never a good one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.commands.command import Command, Parser
from desktop.commands.opening import passphrase
from desktop.commands.output import Output
from evidence.words import Phrase, mark, say


def _arguments(parser: Parser) -> None:
    parser.argument(
        "path", metavar="PATH", help=mark("a workspace, case, bag, backup or PDF of ours")
    )
    parser.argument(
        "--person", default="", help=mark("who opens it, by name, when several people use it")
    )


def _verify(args: argparse.Namespace, out: Output) -> int:
    from evidence.verification.report import KIND_NAMES, MODE_NAMES, SEALED
    from evidence.verification.verify import kind_at, verify

    path = Path(args.path)
    secret = passphrase(out.words) if kind_at(path.absolute()) in SEALED else None
    report = verify(path, secret, person=args.person)
    faults = [{"what": out.words.text(f.what), "where": f.where} for f in report.faults]
    out.document(
        {
            "path": str(args.path),
            "kind": report.kind,
            "mode": report.mode,
            "checked": report.checked,
            "faults": faults,
            "not_checked": [out.words.text(phrase) for phrase in report.not_checked],
        },
        [
            say("{path}: {kind}", path=str(args.path), kind=Phrase(KIND_NAMES[report.kind])),
            say("How well it is fixed: {mode}", mode=Phrase(MODE_NAMES[report.mode])),
            say("Checked: {checked}. Faults: {faults}.", checked=report.checked,
                faults=len(report.faults)),
            *(say("  fault: {what} ({where})", what=f.what, where=f.where) for f in report.faults),
            *(say("  not checked: {what}", what=phrase) for phrase in report.not_checked),
        ],
    )  # fmt: skip
    if report.faults:
        return 1
    return 2 if report.mode == "disputed" else 0


COMMANDS = (
    Command(("verify",), mark("check every digest, signature and link"), _arguments, _verify),
)
