"""Packs between two offices on two laptops: kept sealed, searched only while that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.errors import Damaged, NotFound, Trouble, WrongSecret
from evidence.examination import packs, run
from evidence.examination.pack_making import (
    days_from_now,
    exhibit_of,
    key_file,
    key_of_file,
    make_pack,
    revoke,
)
from evidence.examination.packs import PackSearch, add, own_issuer, packs_of, review_issuer
from evidence.index.rows import ObservationRow
from evidence.likeness.pack_terms import Terms
from evidence.likeness.packs import Made, Shared, make
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.values import sha256
from evidence.verification.verify import verify
from evidence.workspace import Workspace
from tests.evidence.examination.built import jpeg, scene, take_in, workspace
from tests.evidence.likeness.prints import fingerprint

PHOTO, OTHER = scene(1), scene(2)
FILE = jpeg(PHOTO)
COPY = jpeg(PHOTO.resize((400, 300)), 60)
KEY, WRONG = bytes(range(32)), bytes(32)
TERMS = Terms(contact="理赔部反欺诈岗", basis="委托书第三条", expires_at=days_from_now(90))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGERS_KEY = STRANGER.public_key().public_bytes_raw().hex()


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    with Readers(workers=1) as made:
        yield made


@pytest.fixture
def issuer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    """An office that knows a photo, on a laptop of its own."""
    monkeypatch.setenv("LIANZHENG_HOME", str(tmp_path / "laptop one"))
    with workspace(tmp_path / "one") as made:
        case = made.new_case(number="", line="motor", title="", facts=None)
        take_in(made, case, "reused.jpg", FILE)
        yield made


@pytest.fixture
def asker(
    issuer: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Workspace, str]]:
    """Another office on another laptop, with a copy of that photo and one of its own."""
    monkeypatch.setenv("LIANZHENG_HOME", str(tmp_path / "laptop two"))
    with workspace(tmp_path / "two") as made:
        case = made.new_case(number="", line="motor", title="", facts=None)
        take_in(made, case, "copy.jpg", COPY)
        take_in(made, case, "other.jpg", jpeg(OTHER))
        yield made, case


def made_by(issuer: Workspace, readers: Readers, terms: Terms = TERMS) -> Made:
    return make_pack(issuer, readers, terms, key=KEY)


def confirm(ws: Workspace, key: str) -> None:
    review_issuer(ws, key, "confirmed", office="某公司", how="电话逐字核对")


def told(ws: Workspace, case: str, name: str) -> ObservationRow:
    (exhibit,) = (row for row in ws.look.exhibits(case) if row.source_name == name)
    (row,) = (
        row for row in ws.look.observations(case, exhibit.exhibit) if row.observation.check == "M09"
    )
    return row


def unusable(ws: Workspace) -> list[str]:
    return [one.unusable.text for one in packs_of(ws) if one.unusable]


def test_a_photo_of_another_office_is_found_and_only_its_contact_told(
    issuer: Workspace, asker: tuple[Workspace, str], readers: Readers, tmp_path: Path
) -> None:
    ws, case = asker
    made = made_by(issuer, readers)
    assert not add(ws, "p.pack", made.file, KEY).already
    confirm(ws, own_issuer(issuer))
    run.run(ws, None, readers, Progress())
    seen = told(ws, case, "copy.jpg").observation
    ((kind, band, pack, ticket, contact),) = seen.values["hits"]
    assert (seen.result, kind, contact) == ("attention", "re_encoded", TERMS.contact)
    assert band in ("exact", "very_near")
    assert pack == made.manifest.id
    assert seen.values["packs"] == [pack]
    clean = told(ws, case, "other.jpg").observation
    assert (clean.result, clean.values) == ("consistent", {"packs": [pack]})
    found = exhibit_of(issuer, pack, ticket)
    assert found is not None
    assert found.source_name == "reused.jpg"
    assert exhibit_of(issuer, pack, "0" * 16) is None
    assert run.run(ws, None, readers, Progress()).observations == 0
    ws.close()
    report = verify(tmp_path / "two", "p")
    assert report.faults == ()
    assert not [each for each in report.not_checked if "original" in each.text]


def test_nothing_of_a_pack_lies_in_the_clear(
    issuer: Workspace, asker: tuple[Workspace, str], readers: Readers
) -> None:
    ws, _ = asker
    made = made_by(issuer, readers)
    add(ws, "p.pack", made.file, KEY)
    secret = (KEY, KEY.hex().encode(), made.file[:40], TERMS.contact.encode(), KEY[:16])
    for place in (issuer.folder, ws.folder):
        written = [path.read_bytes() for path in place.rglob("*") if path.is_file()]
        assert not [1 for data in written for each in secret if each in data]


def test_an_issuer_nobody_confirmed_is_not_searched(
    issuer: Workspace, asker: tuple[Workspace, str], readers: Readers
) -> None:
    ws, case = asker
    added = add(ws, "p.pack", made_by(issuer, readers).file, KEY)
    assert added.unusable is not None
    assert "confirmed" in added.unusable.text
    run.run(ws, None, readers, Progress())
    assert told(ws, case, "copy.jpg").observation.result == "not_applicable"
    confirm(ws, own_issuer(issuer).upper())
    run.run(ws, None, readers, Progress())
    assert told(ws, case, "copy.jpg").observation.result == "attention"
    review_issuer(ws, own_issuer(issuer), "withdrawn", how="该岗位已撤销")
    assert ws.look.issuers()[0].office == "某公司"
    run.run(ws, None, readers, Progress())
    assert told(ws, case, "copy.jpg").observation.result == "not_applicable"


def test_a_revoked_pack_is_not_searched_and_its_hits_go(
    issuer: Workspace, asker: tuple[Workspace, str], readers: Readers
) -> None:
    ws, case = asker
    first, second = made_by(issuer, readers), made_by(issuer, readers)
    confirm(ws, own_issuer(issuer))
    add(ws, "p.pack", first.file, KEY)
    run.run(ws, None, readers, Progress())
    empty = revoke(issuer, first.manifest.id)
    assert (empty.manifest.files, empty.manifest.revokes) == (0, (first.manifest.id,))
    add(ws, "r.pack", empty.file)
    assert unusable(ws) == ["Its issuer has revoked this fingerprint pack."]
    assert PackSearch.of(ws).searched() == ()
    run.run(ws, None, readers, Progress())
    assert told(ws, case, "copy.jpg").observation.result == "not_applicable"
    add(ws, "p2.pack", second.file)
    assert len(PackSearch.of(ws).searched()) == 1
    assert made_by(issuer, readers).manifest.revokes == (first.manifest.id,)


def test_expiry_is_asked_at_every_search_and_earlier_hits_stand(
    issuer: Workspace,
    asker: tuple[Workspace, str],
    readers: Readers,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ws, case = asker
    made = made_by(issuer, readers)
    confirm(ws, own_issuer(issuer))
    add(ws, "p.pack", made.file, KEY)
    run.run(ws, None, readers, Progress())
    search = PackSearch.of(ws)
    assert search.search(sha256(FILE))
    monkeypatch.setattr(packs, "now", lambda: made.manifest.expires_at)
    assert search.search(sha256(FILE)) == []
    assert [text[:31] for text in unusable(ws)] == ["This fingerprint pack expired o"]
    run.run(ws, None, readers, Progress())
    seen = told(ws, case, "copy.jpg").observation
    assert (seen.result, seen.values["packs"]) == ("attention", [])
    assert told(ws, case, "other.jpg").observation.result == "not_applicable"


def test_a_pack_is_added_once_and_its_key_given_once(
    issuer: Workspace, asker: tuple[Workspace, str], readers: Readers
) -> None:
    ws, _ = asker
    made = made_by(issuer, readers)
    with pytest.raises(WrongSecret):
        add(ws, "p.pack", made.file)
    with pytest.raises(WrongSecret):
        add(ws, "p.pack", made.file, WRONG)
    assert list(packs_of(ws)) == []
    add(ws, "p.pack", made.file, KEY)
    assert add(ws, "again.pack", made.file).already
    assert not add(ws, "next.pack", made_by(issuer, readers).file).already
    assert len(list(packs_of(ws))) == 2
    with pytest.raises(Trouble, match="made in this workspace"):
        add(issuer, "own.pack", made.file)
    assert PackSearch.of(issuer).searched() == ()


def test_hostile_packs_change_nothing(
    issuer: Workspace, asker: tuple[Workspace, str], readers: Readers
) -> None:
    ws, case = asker
    made = made_by(issuer, readers)
    confirm(ws, own_issuer(issuer))
    add(ws, "p.pack", made.file, KEY)
    heads = ws.heads()
    flipped = bytearray(made.file)
    flipped[-1] ^= 1
    for untrusted in (b"", b"lianzheng", FILE, made.file[:-1], bytes(flipped), made.file + b"x"):
        with pytest.raises((Damaged, WrongSecret)):
            add(ws, "bad.pack", untrusted)
    assert ws.heads() == heads
    revoking = replace(TERMS, revokes=(made.manifest.id,))
    theirs = make([Shared("a", sha256(COPY))], revoking, key=KEY, signer=STRANGER, tickets=b"t")
    add(ws, "stranger.pack", theirs.file)
    assert [pack.manifest for pack in PackSearch.of(ws).searched()] == [made.manifest]
    assert all(hit.pack == made.manifest.id for hit in PackSearch.of(ws).search(sha256(COPY)))
    run.run(ws, None, readers, Progress())
    assert told(ws, case, "copy.jpg").observation.result == "attention"


def test_a_confirmed_issuer_revokes_only_his_own_and_never_floods(
    issuer: Workspace, asker: tuple[Workspace, str], readers: Readers
) -> None:
    ws, _ = asker
    made = made_by(issuer, readers)
    add(ws, "p.pack", made.file, KEY)
    for key in (own_issuer(issuer), STRANGERS_KEY):
        confirm(ws, key)
    many = [Shared(str(n), sha256(str(n).encode()), fingerprint((7,) * 8)) for n in range(100)]
    revoking = replace(TERMS, revokes=(made.manifest.id,))
    theirs = make(many, revoking, key=KEY, signer=STRANGER, tickets=b"t")
    add(ws, "stranger.pack", theirs.file)
    search = PackSearch.of(ws)
    assert len(search.searched()) == 2
    assert len(search.search(sha256(b"x"), fingerprint((7,) * 8))) == packs.MOST_HITS


def test_a_damaged_pack_stops_no_examination(
    issuer: Workspace, asker: tuple[Workspace, str], readers: Readers
) -> None:
    ws, case = asker
    add(ws, "p.pack", made_by(issuer, readers).file, KEY)
    (row,) = (row for row in ws.look.exhibits("desk") if row.media_type == packs.PACK)
    (path,) = ws.folder.rglob(row.exhibit)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert list(packs_of(ws)) == []
    run.run(ws, None, readers, Progress())
    assert told(ws, case, "copy.jpg").observation.result == "not_applicable"


def test_what_a_pack_or_a_confirmation_must_say(issuer: Workspace, readers: Readers) -> None:
    for wrong in (
        replace(TERMS, contact=" "),
        replace(TERMS, basis="one\ntwo"),
        replace(TERMS, expires_at=days_from_now(0)),
        replace(TERMS, expires_at=days_from_now(400)),
    ):
        with pytest.raises(Trouble):
            made_by(issuer, readers, wrong)
    with pytest.raises(Trouble, match="for whom"):
        make_pack(issuer, readers, TERMS)
    made = made_by(issuer, readers)
    assert make_pack(issuer, readers, TERMS).manifest.issuer == made.manifest.issuer
    for key, office, how in (("ab", "x", "y"), (own_issuer(issuer), "x", "y"),
                             (STRANGERS_KEY, "", "y"), (STRANGERS_KEY, "x", " ")):  # fmt: skip
        with pytest.raises(Trouble):
            review_issuer(issuer, key, "confirmed", office=office, how=how)
    for missing in (lambda: revoke(issuer, "f" * 32), lambda: exhibit_of(issuer, "f" * 32, "0")):
        with pytest.raises(NotFound):
            missing()


def test_only_the_pictures_of_the_cases_named(issuer: Workspace, readers: Readers) -> None:
    empty = issuer.new_case(number="", line="motor", title="", facts=None)
    with pytest.raises(Trouble, match="no picture"):
        make_pack(issuer, readers, TERMS, key=KEY, cases=[empty])
    take_in(issuer, empty, "more.jpg", jpeg(OTHER))
    assert make_pack(issuer, readers, TERMS, key=KEY, cases=[empty]).manifest.files == 1
    assert made_by(issuer, readers).manifest.files == 2


def test_a_key_file_is_read_as_it_was_written() -> None:
    assert key_of_file(key_file(KEY)) == KEY
    for untrusted in (b"", b"\xff", KEY, key_file(KEY)[:-3], KEY.hex().encode()):
        with pytest.raises(Trouble):
            key_of_file(untrusted)


def test_two_packs_of_an_issuer_never_have_one_id(
    issuer: Workspace, asker: tuple[Workspace, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ws, _ = asker
    monkeypatch.setattr("evidence.likeness.packs.new_id", lambda: "a" * 32)
    first, second = (
        make([Shared("a", sha256(data))], TERMS, key=KEY, signer=STRANGER, tickets=b"t").file
        for data in (b"one", b"two")
    )
    add(ws, "first.pack", first, KEY)
    with pytest.raises(Trouble, match="same id"):
        add(ws, "second.pack", second)
    assert len(list(packs_of(ws))) == 1
