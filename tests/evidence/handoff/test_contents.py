"""What goes into a bag: generated names, the case's own signers, entries as they were signed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.handoff.contents import documents, items, signers
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import CustodyOffered, NoteEntered
from evidence.workspace import Workspace
from tests.evidence.verification.built import taken_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = Workspace.create(
        tmp_path / "W", name="李娜", org="某公估公司", passphrase="p", cost=Cost.least()
    )
    with made:
        yield made


@pytest.fixture
def case(workspace: Workspace) -> str:
    case = workspace.new_case(line="motor", title="追尾")
    for number, (data, media_type, role) in enumerate(
        (
            (b"1", "image/jpeg", "original"),
            (b"2", "application/pdf", "paper"),
            (b"3", "video/mp4", "original"),
            (b"4", "application/x-unheard-of", "derived"),
        ),
        1,
    ):
        stored = workspace.vault(case).put_bytes(data)
        facts = replace(taken_in(stored.exhibit, data, number), media_type=media_type, role=role)
        workspace.record(case, facts, about=stored.exhibit)
    return case


def test_names_are_generated_and_endings_follow_the_content(
    workspace: Workspace, case: str
) -> None:
    assert [item.path for item in items(workspace.look, case)] == [
        "originals/E0001.jpg",
        "originals/E0002.mp4",
        "originals/E0003.bin",
        "papers/P001.pdf",
    ]


def test_the_lists_name_every_exhibit_with_its_digest(workspace: Workspace, case: str) -> None:
    listed = items(workspace.look, case)
    made = documents(workspace.look, case, listed)
    exhibits = json.loads(made["exhibits.json"])
    assert [(e["path"], e["sha256"]) for e in exhibits] == [
        (item.path, item.row.sha256) for item in listed
    ]
    assert all(item.row.sha256.encode() in made["exhibits.csv"] for item in listed)
    assert json.loads(made["case.json"])["case"] == case


def test_custody_and_notes_of_the_case_are_in_it(workspace: Workspace, case: str) -> None:
    (first, *_) = items(workspace.look, case)
    offer = CustodyOffered(
        offer="0f" * 16, exhibits=(first.row.exhibit,), receiver="赵敏", receiver_org="", purpose=""
    )
    workspace.record(case, offer)
    workspace.record(case, NoteEntered(text="备注"))
    made = documents(workspace.look, case, items(workspace.look, case))
    assert "赵敏" in made["custody.json"].decode()
    assert "备注" in made["case.json"].decode()


def test_only_who_signs_in_the_case_is_named(workspace: Workspace, case: str) -> None:
    workspace.add_person("王强", "某公估公司", "q", Cost.least())
    (held,) = signers(workspace.look, case).values()
    assert json.loads(held)["person"] == "李娜"
