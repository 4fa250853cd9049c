"""A laptop is lost, with everything on it; a backup, and a new laptop, are enough to go on."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from evidence.backup import backup, restore
from evidence.errors import Trouble
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitTakenIn, NoteEntered, SeenAt
from evidence.verification.verify import verify
from evidence.workspace import Workspace

PHOTOS = [b"", b"a photo", b"another photo" * 200_000]


def _taken(workspace: Workspace, case: str, data: bytes) -> str:
    stored = workspace.vault(case).put_bytes(data)
    workspace.record(
        case,
        ExhibitTakenIn(
            exhibit=stored.exhibit, number=workspace.exhibit_number(case), session="s",
            sha256=stored.sha256, size=stored.size, media_type="image/jpeg",
            seen=SeenAt(name="a.jpg", name_bytes="YS5qcGc=", path="/card/a.jpg"),
        ),
        about=stored.exhibit,
    )  # fmt: skip
    return stored.exhibit


@pytest.mark.parametrize("with_recovery_code", [False, True])
def test_laptop_lost(tmp_path: Path, home: Path, with_recovery_code: bool) -> None:
    laptop = tmp_path / "laptop"
    laptop.mkdir()
    made, code = Workspace.create(
        laptop / "cases", name="张三", org="某公估", passphrase="口令 一", cost=Cost.least()
    )
    with made:
        case = made.new_case(line="motor", title="追尾")
        exhibits = [_taken(made, case, photo) for photo in PHOTOS]
        heads, signer = made.heads(), made.signer
        backup(made, tmp_path / "copy.zip")

    shutil.rmtree(laptop)
    shutil.rmtree(home)

    folder = restore(tmp_path / "copy.zip", tmp_path / "new laptop" / "cases")
    secret = code.lower() if with_recovery_code else "口令 一"
    with pytest.raises(Trouble):
        Workspace.open(folder, secret)
    with Workspace.open(folder, secret, as_="restored") as restored:
        assert restored.person.name == "张三"
        assert restored.signer != signer
        assert set(heads) <= set(restored.heads())
        for exhibit, photo in zip(exhibits, PHOTOS, strict=True):
            row = restored.look.exhibit(case, exhibit)
            assert row.sha256 == hashlib.sha256(photo).hexdigest()
            assert restored.vault(case).read(exhibit, 10_000_000) == photo
            restored.vault(case).check(exhibit, row.sha256)
        restored.record(case, NoteEntered(text="换机后继续"))
        _taken(restored, case, b"a photo after the loss")
        if with_recovery_code:
            restored.new_passphrase(restored.person.person, "口令 二")

    report = verify(folder, "口令 二" if with_recovery_code else "口令 一")
    assert [str(fault.what) for fault in report.faults] == []
    with Workspace.open(folder, "口令 二" if with_recovery_code else "口令 一") as again:
        assert len(again.look.exhibits(case)) == 4
        assert again.signer != signer
