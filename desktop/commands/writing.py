"""paper · handoff: what leaves the program, printed or on a medium."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.commands.command import Command, Parser
from desktop.commands.opening import case_arguments, opened
from desktop.commands.output import Output
from evidence.words import mark, say

KINDS = (
    "exhibit-list", "fixation-record", "screening-report", "investigation-report", "custody-log",
)  # fmt: skip


def _paper_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("kind", choices=KINDS, help=mark("which paper"), metavar="KIND")
    parser.argument("-o", "--out", required=True, metavar="OUT.pdf", help=mark("the PDF to write"))


def _paper(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.cards import method_cards
    from evidence.papers.draw_up import draw_up
    from evidence.reading.host import Readers

    with opened(args, out) as workspace, Readers() as readers:
        case = workspace.look.case(args.case).case
        issued = draw_up(
            workspace, case, args.kind, Path(args.out), language=out.words.language,
            readers=readers, methods=method_cards(),
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


COMMANDS = (
    Command(("paper",), mark("draw up a paper as PDF"), _paper_arguments, _paper),
    Command(("handoff",), mark("write a bag that anyone can verify"), _handoff_arguments, _handoff),
)
