"""
What the papers of a case with many photos cost: time, pages, bytes.

Run by `make bench`. The photos are those of the intake benchmark; reach: 200 exhibits with
pictures in 10 s and 25 MB.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from evidence.examination.cards import method_cards
from evidence.examination.run import run
from evidence.facts import CaseFacts, Session
from evidence.intake.session import open_session
from evidence.intake.take_in import take_in
from evidence.keys.passphrase import Cost as KeyCost
from evidence.papers.draw_up import draw_up
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.values import new_id, now
from evidence.workspace import Workspace
from tests.benchmarks.costs import measured
from tests.benchmarks.photos import write_photos

PHOTOS = 200


def bench_papers(count: int = PHOTOS) -> None:
    """Each paper of one case, drawn up once, with the originals read again as always."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made_from = write_photos(folder / "photos", count)
        sys.stdout.write(f"{count} photos of 12 megapixels, {made_from}\n")
        workspace, _ = Workspace.create(
            folder / "work", name="m", org="m", passphrase="measure", cost=KeyCost.least()
        )
        with workspace, Readers() as readers:
            case = workspace.new_case(line="motor", facts=CaseFacts())
            session = open_session(workspace, case, Session(id=new_id(), began=now()))
            for _ in take_in(workspace, case, [folder / "photos"], session, readers=readers):
                pass
            run(workspace, case, readers, Progress())
            for kind in ("exhibit-list", "screening-report", "investigation-report"):
                out = folder / f"{kind}.pdf"
                with measured() as cost:
                    issued = draw_up(
                        workspace, case, kind, out, readers=readers, methods=method_cards()
                    )
                size = out.stat().st_size / 1e6
                sys.stdout.write(
                    f"{kind}: {cost.wall:.1f} s wall, {cost.cpu:.1f} s CPU, "
                    f"{issued.pages} pages, {size:.1f} MB\n"
                )
