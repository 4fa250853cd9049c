"""Drawing up in a workspace: sealed, recorded, written out with a proof that verifies."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from evidence.errors import NoSpace, NotFound, Trouble
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitTakenIn, SeenAt
from evidence.papers.content.dossier import Stated
from evidence.papers.draw_up import CONTENT, draw_up, gaps_before
from evidence.reading.host import Readers
from evidence.words import say
from evidence.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace, _ = Workspace.create(
        tmp_path / "ws", name="张三", org="某公估公司", passphrase="word", cost=Cost.least()
    )
    with workspace:
        yield workspace


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(1) as readers:
        yield readers


def photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(out, "JPEG")
    return out.getvalue()


def taken_in(workspace: Workspace, case: str, data: bytes, media_type: str = "image/jpeg") -> str:
    stored = workspace.vault(case).put_bytes(data)
    number = workspace.exhibit_number(case)
    workspace.record(
        case,
        ExhibitTakenIn(
            exhibit=stored.exhibit, number=number, session="", sha256=stored.sha256,
            size=len(data), media_type=media_type,
            seen=SeenAt(name=f"{number}.jpg", name_bytes="", path="/DCIM"),
        ),
        about=stored.exhibit,
    )  # fmt: skip
    return stored.exhibit


@pytest.fixture
def case(workspace: Workspace) -> str:
    case = workspace.new_case(line="motor", title="试案")
    for colour in ("navy", "olive"):
        taken_in(workspace, case, photo(colour))
    return case


@pytest.mark.parametrize("kind", CONTENT)
def test_a_paper_is_sealed_recorded_and_written(
    kind: str, workspace: Workspace, case: str, tmp_path: Path, readers: Readers
) -> None:
    issued = draw_up(workspace, case, kind, tmp_path / "out.pdf", readers=readers)
    pdf = issued.path.read_bytes()
    assert hashlib.sha256(pdf).hexdigest() == issued.sha256
    [row] = workspace.look.papers(case)
    assert (row.number, row.kind, row.sha256, row.sm3) == (
        issued.number, kind, issued.sha256, issued.sm3,
    )  # fmt: skip
    assert workspace.vault(case).read(row.exhibit, 10**8) == pdf
    assert [e.number for e in workspace.look.exhibits(case, "paper")] == [issued.number]
    assert issued.draft
    assert issued.warnings == ()


def test_the_proof_is_the_signed_entry_and_nothing_else(
    workspace: Workspace, case: str, tmp_path: Path
) -> None:
    issued = draw_up(workspace, case, "custody-log", tmp_path / "out.pdf")
    proof = json.loads((tmp_path / "out.pdf.proof.json").read_bytes())
    assert set(proof) == {"header", "signature", "payload"}
    assert issued.path.name == "out.pdf"


def test_papers_have_numbers_of_their_own(workspace: Workspace, case: str, tmp_path: Path) -> None:
    number = workspace.look.case(case).number
    drawn = [draw_up(workspace, case, "custody-log", tmp_path / f"{n}.pdf") for n in range(2)]
    assert [paper.number for paper in drawn] == [f"{number}-W001", f"{number}-W002"]
    assert workspace.exhibit_number(case) == f"{number}-Z003"


def test_a_paper_lists_no_paper(workspace: Workspace, case: str, tmp_path: Path) -> None:
    first = draw_up(workspace, case, "exhibit-list", tmp_path / "a.pdf")
    second = draw_up(workspace, case, "exhibit-list", tmp_path / "b.pdf")
    assert first.gaps == second.gaps
    assert first.pages == second.pages


def test_a_damaged_original_is_a_gap_and_no_failure(
    workspace: Workspace, case: str, tmp_path: Path, readers: Readers
) -> None:
    first = workspace.look.exhibits(case)[0]
    [sealed] = (tmp_path / "ws").rglob(first.exhibit)
    data = bytearray(sealed.read_bytes())
    data[-20] ^= 1
    sealed.chmod(0o600)
    sealed.write_bytes(data)
    for kind in ("exhibit-list", "screening-report"):
        issued = draw_up(workspace, case, kind, tmp_path / f"{kind}.pdf", readers=readers)
        assert any("no longer has the digest" in str(gap) for gap in issued.gaps)


def test_a_file_that_is_no_picture_is_told(
    workspace: Workspace, case: str, tmp_path: Path, readers: Readers
) -> None:
    taken_in(workspace, case, b"\xff\xd8\xff\xe0 no picture")
    assert draw_up(workspace, case, "screening-report", tmp_path / "o.pdf", readers=readers).pages


def test_an_unknown_kind_is_one_sentence(workspace: Workspace, case: str, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no paper of the kind"):
        draw_up(workspace, case, "verdict", tmp_path / "out.pdf")
    assert not (tmp_path / "out.pdf").exists()


@pytest.mark.parametrize("taken", ["photo.jpg", "photo.jpg.proof.json"])
def test_nothing_is_written_over(
    taken: str, workspace: Workspace, case: str, tmp_path: Path
) -> None:
    (tmp_path / taken).write_bytes(b"a photo")
    with pytest.raises(Trouble, match="already there"):
        draw_up(workspace, case, "custody-log", tmp_path / "photo.jpg")
    assert (tmp_path / taken).read_bytes() == b"a photo"
    assert workspace.look.papers(case) == []


def test_what_cannot_be_delivered_is_not_recorded(
    workspace: Workspace, case: str, tmp_path: Path
) -> None:
    with pytest.raises(Trouble, match="refuses"):
        draw_up(workspace, case, "custody-log", tmp_path / "no folder" / "out.pdf")
    assert workspace.look.papers(case) == []
    draw_up(workspace, case, "custody-log", tmp_path / "out.pdf")
    left = {p.name for p in tmp_path.iterdir()} - {"ws", "home"}
    assert left == {"out.pdf", "out.pdf.proof.json"}


def test_a_paper_that_could_not_be_recorded_is_not_delivered(
    workspace: Workspace, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NoSpace(say("The disk is full."))

    monkeypatch.setattr(workspace, "record_many", full)
    with pytest.raises(NoSpace):
        draw_up(workspace, case, "custody-log", tmp_path / "out.pdf")
    assert {p.name for p in tmp_path.iterdir()} <= {"ws", "home"}


def test_gaps_are_recorded_whole(workspace: Workspace, case: str, tmp_path: Path) -> None:
    taken_in(workspace, case, b"?", media_type="")
    issued = draw_up(workspace, case, "exhibit-list", tmp_path / "out.pdf")
    proof = json.loads((tmp_path / "out.pdf.proof.json").read_bytes())
    facts = json.loads(base64.b64decode(proof["payload"]))["facts"]
    number = workspace.look.exhibits(case, "original")[-1].number
    assert f"{number}: the format is not known." in facts["gaps"]
    assert len(facts["gaps"]) == len(issued.gaps)


def test_what_a_person_states_is_recorded(workspace: Workspace, case: str, tmp_path: Path) -> None:
    stated = Stated(conclusion="no_anomaly", interests="无")
    draw_up(workspace, case, "investigation-report", tmp_path / "out.pdf", stated=stated)
    proof = json.loads((tmp_path / "out.pdf.proof.json").read_bytes())
    facts = json.loads(base64.b64decode(proof["payload"]))["facts"]
    assert facts["stated"] == {"conclusion": "no_anomaly", "interests": "无"}


def test_the_device_remembers_the_heads_before_a_paper_leaves(
    workspace: Workspace, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out.pdf"
    there: list[bool] = []
    monkeypatch.setattr(workspace, "remember_heads", lambda: there.append(out.exists()))
    draw_up(workspace, case, "custody-log", out)
    assert there == [False]


def test_printing_is_loaded_only_when_a_paper_is_drawn() -> None:
    import subprocess
    import sys

    code = (
        "import sys, evidence.papers.draw_up;print({'reportlab', 'fontTools'} & set(sys.modules))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert out.stdout.strip() == "set()"


@pytest.mark.parametrize("kind", CONTENT)
def test_the_gaps_are_known_before(
    kind: str, workspace: Workspace, case: str, readers: Readers
) -> None:
    stated = Stated(advice="赔付")
    before = gaps_before(workspace, case, kind, stated)
    assert before
    assert workspace.look.papers(case) == []
    assert draw_up(workspace, case, kind, None, readers=readers, stated=stated).gaps == before


def test_without_a_place_a_paper_is_issued_all_the_same(workspace: Workspace, case: str) -> None:
    issued = draw_up(workspace, case, "exhibit-list", None)
    assert issued.path is None
    [row] = workspace.look.papers(case)
    assert hashlib.sha256(workspace.vault(case).read(row.exhibit, 10**8)).hexdigest() == row.sha256
