"""Reading originals back for a paper: digests now, previews, and a reason where there is none."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from evidence.index.rows import ExhibitRow
from evidence.keys.passphrase import Cost
from evidence.ledger.entry import Entry
from evidence.papers.reading_back import NO_READERS, UNREADABLE, chains, read_back
from evidence.progress import Cancelled, Progress
from evidence.reading.host import Readers
from evidence.vault import Vault
from evidence.workspace import Workspace


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    workspace, _ = Workspace.create(
        tmp_path / "ws", name="张三", org="", passphrase="word", cost=Cost.least()
    )
    with workspace:
        yield workspace.vault(workspace.new_case(title="试案"))


def put(vault: Vault, data: bytes, media_type: str) -> ExhibitRow:
    stored = vault.put_bytes(data)
    return ExhibitRow(
        "", stored.exhibit, "Z001", "original", "", stored.sha256, len(data), media_type,
        "a", "", "", "", "", "", "", "",
    )  # fmt: skip


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2000, 1000), "teal").save(out, "JPEG")
    return out.getvalue()


def test_digests_and_previews(vault: Vault) -> None:
    rows = [put(vault, b"abc", "text/plain"), put(vault, photo(), "image/jpeg")]
    with Readers(1) as readers:
        copies = read_back(vault, rows, readers, Progress(), pictures=True)
    text, shown = (copies[row.exhibit] for row in rows)
    assert text.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert text.picture is None
    assert shown.intact
    assert shown.picture is not None
    assert (shown.picture.width, shown.picture.height) == (1000, 500)


def test_without_readers_there_is_a_reason(vault: Vault) -> None:
    row = put(vault, photo(), "image/jpeg")
    copy = read_back(vault, [row], None, Progress(), pictures=True)[row.exhibit]
    assert copy.intact
    assert (copy.picture, copy.no_picture) == (None, NO_READERS)


def test_an_original_that_is_gone_or_another_is_told(vault: Vault) -> None:
    row = put(vault, b"abc", "text/plain")
    other = dataclasses.replace(row, sha256="0" * 64)
    gone = dataclasses.replace(row, exhibit="f" * 32)
    copies = read_back(vault, [other, gone], None, Progress(), pictures=False)
    assert not copies[row.exhibit].intact
    assert copies["f" * 32].no_picture == UNREADABLE


def test_it_can_be_stopped(vault: Vault) -> None:
    progress = Progress()
    progress.stop()
    row = put(vault, b"abc", "text/plain")
    with pytest.raises(Cancelled):
        read_back(vault, [row], None, progress, pictures=False)


def test_the_chain_is_checked_to_its_head(tmp_path: Path) -> None:
    workspace, _ = Workspace.create(
        tmp_path / "ws", name="张三", org="", passphrase="word", cost=Cost.least()
    )
    with workspace:
        case = workspace.new_case(title="试案")
        (head,) = (each for each in workspace.heads() if each.scope == case)
        (whole,) = chains(workspace, [head])
        assert (whole.signer, whole.entries, whole.fault) == (workspace.signer, head.seq, None)
        later = dataclasses.replace(head, seq=head.seq + 1, link="0" * 64)
        (cut,) = chains(workspace, [later])
        assert str(cut.fault) == f"The ledger ends at entry {head.seq}, its head names {later.seq}."

        def other_signature(scope: str, signer: str) -> Iterator[Entry]:
            for entry in untouched(scope, signer):
                yield dataclasses.replace(entry, signature=bytes(64))

        untouched = workspace.entries
        workspace.entries = other_signature  # type: ignore[method-assign]
        (forged,) = chains(workspace, [head])
        assert (forged.entries, str(forged.fault)) == (0, "Entry 1 was not signed by its signer.")
