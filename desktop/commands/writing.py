"""paper · handoff: what leaves the program, printed or on a medium."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.commands.command import Command, Parser, Usage
from desktop.commands.opening import case_arguments, opened
from desktop.commands.output import Output
from evidence.words import mark, say

REPORT = "investigation-report"
KINDS = (
    "exhibit-list", "fixation-record", "screening-report", REPORT, "custody-log",
)  # fmt: skip


CONCLUSIONS = ("no_anomaly", "partly_differs", "major_doubts", "supported", "cannot_verify")
STATED = ("conclusion", "advice", "fees", "interests")


def _paper_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("kind", choices=KINDS, help=mark("which paper"), metavar="KIND")
    parser.argument("-o", "--out", required=True, metavar="OUT.pdf", help=mark("the PDF to write"))
    parser.argument(
        "--conclusion",
        default="",
        choices=CONCLUSIONS,
        help=mark("conclusion of an investigation report"),
    )
    parser.argument("--advice", default="", help=mark("what the report proposes"))
    parser.argument(
        "--fees", default="", help=mark("basis of the fee, and any reward depending on the outcome")
    )
    parser.argument("--interests", default="", help=mark("conflicts of interest, or that none are"))


def _paper(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.cards import method_cards
    from evidence.papers.content.dossier import Stated
    from evidence.papers.draw_up import draw_up
    from evidence.reading.host import Readers

    stated = Stated(**{name: getattr(args, name) for name in STATED})
    if stated != Stated() and args.kind != REPORT:
        raise Usage(
            say("Only an investigation report takes a conclusion, advice, fees or interests."),
            say("Leave them out, or draw up an investigation-report."),
        )
    with opened(args, out) as workspace, Readers() as readers:
        case = workspace.look.case(args.case).case
        issued = draw_up(
            workspace, case, args.kind, Path(args.out), language=out.words.language,
            readers=readers, methods=method_cards(), stated=stated,
        )  # fmt: skip
    for warning in issued.warnings:
        out.tell(warning)
    out.document(
        {
            "paper": issued.number,
            "path": str(issued.path),
            "sha256": issued.sha256,
            "sm3": issued.sm3,
            "pages": issued.pages,
            "draft": issued.draft,
            "gaps": [out.words.text(gap) for gap in issued.gaps],
        },
        [
            say("{number}: {path}, {pages} pages", number=issued.number, path=str(issued.path),
                pages=issued.pages),
            f"SHA-256 {issued.sha256}",
            *([say("It is a draft; these things are missing:")] if issued.gaps else []),
            *(say("  - {gap}", gap=gap) for gap in issued.gaps),
        ],
    )  # fmt: skip
    return 0


def _handoff_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("out", metavar="OUT", help=mark("new folder, or file ending in .zip"))
    parser.argument("--to", default="", help=mark("name of the receiver"))


def _handoff(args: argparse.Namespace, out: Output) -> int:
    from evidence.handoff.bag import write

    with opened(args, out) as workspace:
        case = workspace.look.case(args.case).case
        bag = write(workspace, case, Path(args.out), receiver=args.to)
    out.document(
        {
            "path": str(bag.path), "files": bag.files, "size": bag.size,
            "exhibits": bag.exhibits, "manifest_sha256": bag.manifest,
        },
        [
            say("Written and read back: {path}, {files} files, {exhibits} exhibits",
                path=str(bag.path), files=bag.files, exhibits=bag.exhibits),
            say("It can be removed safely now."),
        ],
    )  # fmt: skip
    return 0


def _copy_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("out", metavar="OUT", help=mark("new folder"))
    parser.argument(
        "--session", default="", help=mark("id of the session; the latest when left out")
    )


def _copy(args: argparse.Namespace, out: Output) -> int:
    from evidence.handoff.provider import copy_for_provider

    with opened(args, out) as workspace:
        case = workspace.look.case(args.case).case
        sessions = [row.session.id for row in workspace.look.sessions(case)]
        if not (args.session or sessions):
            raise Usage(say("No session is recorded."))
        copy = copy_for_provider(workspace, case, args.session or sessions[-1], Path(args.out))
    out.document(
        {
            "path": str(copy.path), "files": copy.files, "size": copy.size,
            "sums_sha256": copy.sums,
        },
        [
            say("Written and read back: {path}, {files} files", path=str(copy.path),
                files=copy.files),
            say("SHA-256 of its SHA256SUMS: {sums}", sums=copy.sums),
        ],
    )  # fmt: skip
    return 0


COMMANDS = (
    Command(("paper",), mark("draw up a paper as PDF"), _paper_arguments, _paper),
    Command(("handoff",), mark("write a bag that anyone can verify"), _handoff_arguments, _handoff),
    Command(
        ("copy",),
        mark("write the verified copy for who provided the files"),
        _copy_arguments,
        _copy,
    ),
)
