"""A bag is accepted by the tools of others, holds every original, and names no other case."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import bagit
import pytest

from evidence.errors import Trouble
from evidence.facts import CaseFacts
from evidence.handoff.bag import write
from evidence.handoff.contents import _cell
from evidence.keys.passphrase import Cost
from evidence.ledger.entry import Entry, checked
from evidence.ledger.kinds import ExhibitTakenIn, SeenAt
from evidence.papers.draw_up import draw_up
from evidence.progress import Progress
from evidence.verification.verify import verify
from evidence.workspace import Workspace

HOSTILE = '=cmd|"x"!A0\u202egpj.exe\udcff'


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = Workspace.create(
        tmp_path / "work", name="测试甲", org="测试单位", passphrase="p", cost=Cost.least()
    )
    with made:
        yield made


def take(workspace: Workspace, case: str, data: bytes, name: str) -> str:
    stored = workspace.vault(case).put_bytes(data)
    shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    workspace.record(
        case,
        ExhibitTakenIn(
            exhibit=stored.exhibit,
            number=workspace.exhibit_number(case),
            session="",
            sha256=stored.sha256,
            size=stored.size,
            media_type="image/jpeg",
            seen=SeenAt(
                name=shown,
                name_bytes=base64.b64encode(name.encode("utf-8", "surrogateescape")).decode(),
                path="/source/" + shown,
            ),
        ),
        about=stored.exhibit,
    )
    return stored.sha256


@pytest.fixture
def case(workspace: Workspace) -> str:
    made = workspace.new_case(line="motor", title="", facts=CaseFacts(claim_no="BA-1"))
    for data, name in ((b"one" * 999_999, "一.jpg"), (b"", "空.jpg"), (b"two", HOSTILE)):
        take(workspace, made, data, name)
    return made


def test_bagit_and_sha256sum_accept_it(workspace: Workspace, case: str, tmp_path: Path) -> None:
    made = write(workspace, case, tmp_path / "bag", receiver="接收机关")
    bag = bagit.Bag(str(tmp_path / "bag"))
    bag.validate()
    assert made.exhibits == 3
    summed = subprocess.run(
        ["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"],
        cwd=tmp_path / "bag" / "data",
        capture_output=True,
        check=False,
    )
    assert (summed.returncode, summed.stdout) == (0, b"")
    manifest = (tmp_path / "bag" / "tagmanifest-sha256.txt").read_bytes()
    assert hashlib.sha256(manifest).hexdigest() == made.manifest
    handed_off = [row for row in workspace.look.custody(case) if row.kind == "handed_off"]
    assert len(handed_off) == 1


def test_a_zip_holds_the_same_bag(workspace: Workspace, case: str, tmp_path: Path) -> None:
    write(workspace, case, tmp_path / "bag.zip")
    with zipfile.ZipFile(tmp_path / "bag.zip") as archive:
        assert {name.split("/")[0] for name in archive.namelist()} == {"bag"}
        archive.extractall(tmp_path / "out")
    bagit.Bag(str(tmp_path / "out" / "bag")).validate()


def test_the_entries_in_it_check_with_their_keys(
    workspace: Workspace, case: str, tmp_path: Path
) -> None:
    write(workspace, case, tmp_path / "bag")
    (ledger,) = (tmp_path / "bag/data/ledger").glob("*.jsonl")
    lines = [json.loads(line) for line in ledger.read_text().splitlines()]
    entries = [
        Entry(*(base64.b64decode(line[part]) for part in ("header", "signature", "payload")))
        for line in lines
    ]
    headers = list(checked(entries))
    assert {header.signer for header in headers} == {ledger.stem}
    assert {header.scope for header in headers} == {case}
    key = json.loads((tmp_path / f"bag/data/keys/{ledger.stem}.json").read_text())
    assert key["person"] == "测试甲"
    taken = [
        e.said() for e, h in zip(entries, headers, strict=True) if h.kind == "exhibit_taken_in"
    ]
    named = {said.facts["sha256"] for said in taken if said is not None}
    held = {
        hashlib.sha256(file.read_bytes()).hexdigest()
        for file in (tmp_path / "bag/data/originals").iterdir()
    }
    assert named == held


def test_names_of_the_source_act_on_nothing(
    workspace: Workspace, case: str, tmp_path: Path
) -> None:
    write(workspace, case, tmp_path / "bag")
    for path in (tmp_path / "bag").rglob("*"):
        assert path.name.isascii()
    table = (tmp_path / "bag/data/exhibits.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert rows[2]["source_name"].startswith("'=")
    exhibits = json.loads((tmp_path / "bag/data/exhibits.json").read_text())
    names = [base64.b64decode(e["sources"][0]["name_bytes_base64"]) for e in exhibits]
    assert HOSTILE.encode("utf-8", "surrogateescape") in names


@pytest.mark.parametrize("text", ["=1", " +1", "-1", "@x", "\t=1", "\r1", "\ufeff=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert _cell(text).startswith("'")


def test_nothing_is_overwritten_and_nothing_unfinished_is_left(
    workspace: Workspace, case: str, tmp_path: Path
) -> None:
    write(workspace, case, tmp_path / "bag")
    with pytest.raises(Trouble):
        write(workspace, case, tmp_path / "bag")
    (original, *_) = (tmp_path / "work" / "scopes" / case / "originals").rglob("*/*")
    data = bytearray(original.read_bytes())
    data[-1] ^= 1
    original.chmod(0o600)
    original.write_bytes(data)
    with pytest.raises(Trouble):
        write(workspace, case, tmp_path / "other")
    assert not list(tmp_path.glob("other*"))


def test_no_other_case_is_named(workspace: Workspace, case: str, tmp_path: Path) -> None:
    other = workspace.new_case(line="motor", title="别案标题", facts=CaseFacts(claim_no="BA-OTHER"))
    take(workspace, other, b"one" * 999_999, "别案.jpg")
    write(workspace, case, tmp_path / "bag")
    number = workspace.look.case(other).number
    for path in (tmp_path / "bag").rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for word in (other, number, "别案", "BA-OTHER"):
                assert word.encode() not in data


def test_a_full_medium_is_a_sentence(workspace: Workspace, case: str, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = (
        shutil.which("mount")
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(small)],
            capture_output=True,
            check=False,
        ).returncode
    )
    if not mounted:
        pytest.skip("a small file system cannot be mounted here")
    try:
        with pytest.raises(Trouble, match="full"):
            write(workspace, case, small / "bag")
        assert not list(small.iterdir())
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_paper_in_it_has_its_proof(workspace: Workspace, case: str, tmp_path: Path) -> None:
    drawn = draw_up(workspace, case, "custody-log", tmp_path / "log.pdf")
    write(workspace, case, tmp_path / "bag")
    inside = tmp_path / "bag/data/papers/P001.pdf"
    assert hashlib.sha256(inside.read_bytes()).hexdigest() == drawn.sha256
    proof = inside.with_name("P001.pdf.proof.json")
    assert proof.read_bytes() == (tmp_path / "log.pdf.proof.json").read_bytes()
    for path in (inside, tmp_path / "bag"):
        assert verify(path).faults == ()


def test_the_device_remembers_the_heads_before_it_leaves(
    workspace: Workspace, case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "bag"
    there: list[bool] = []
    monkeypatch.setattr(workspace, "remember_heads", lambda: there.append(out.exists()))
    write(workspace, case, out)
    assert there == [False]


def test_what_is_recorded_while_a_bag_is_written_waits_for_the_next(
    workspace: Workspace, case: str, tmp_path: Path
) -> None:
    class Recording(Progress):
        def step(self, done: int, total: int, what: str = "") -> None:
            take(workspace, case, f"{done} {what}".encode(), "later.jpg")

    write(workspace, case, tmp_path / "bag", progress=Recording())
    assert verify(tmp_path / "bag").faults == ()


def test_a_paper_is_known_as_ours_without_its_proof(
    workspace: Workspace, case: str, tmp_path: Path
) -> None:
    draw_up(workspace, case, "custody-log", tmp_path / "log.pdf")
    (tmp_path / "log.pdf.proof.json").unlink()
    assert verify(tmp_path / "log.pdf").mode == "disputed"
