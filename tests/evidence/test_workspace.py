"""A workspace: what was recorded stays, whatever happens between and whoever opens it."""

from __future__ import annotations

import errno
import os
import shutil
import threading

import pytest

from evidence import sealing
from evidence.description import described
from evidence.errors import Damaged, Locked, NoSpace, NotFound, Trouble, WrongSecret
from evidence.facts import CaseFacts
from evidence.keys.device import Device, LastHeads
from evidence.ledger.kinds import (
    CaseClosed,
    CaseDescribed,
    ExhibitDescribed,
    FindingReviewed,
    NoteEntered,
    PersonEnrolled,
    SessionHeld,
)
from evidence.ledger.older import facts_of
from evidence.people import open_key
from evidence.workspace import Note, Workspace
from tests.evidence.workspaces import (
    PASSPHRASE,
    abandoned,
    created,
    examined,
    reopened,
    session,
    tables,
    taken,
)


@pytest.fixture
def workspace(tmp_path):
    made, _ = created(tmp_path / "w")
    with made:
        yield made


@pytest.fixture
def folder(tmp_path):
    """A closed workspace with one case, and something of most kinds in it."""
    with created(tmp_path / "w")[0] as made:
        case = made.new_case(line="motor", title="追尾")
        fill(made, case)
    return tmp_path / "w"


def fill(workspace, case):
    one, two = (taken(f"{i}.jpg", workspace.exhibit_number(case)) for i in range(2))
    workspace.record_many(case, [Note(one, one.exhibit), Note(two, two.exhibit)])
    workspace.record(case, SessionHeld(session=session("5e")))
    workspace.record(case, examined(one.exhibit, "A01", "A02", make="HUAWEI"))
    workspace.record(case, ExhibitDescribed(exhibit=one.exhibit, caption="左前门"))
    workspace.record(
        case, FindingReviewed(finding="f" * 12, verdict="open", why="再核", observed="0" * 64)
    )
    workspace.record(case, NoteEntered(text="已电话核实"))


def enrolments(workspace, scope):
    found = []
    for head in workspace.heads():
        if head.scope == scope:
            entry = next(workspace.entries(scope, head.signer))
            facts = facts_of(entry.fields(), entry.said())
            assert isinstance(facts, PersonEnrolled)
            found.append(facts)
    return found


def test_a_folder_moved_after_a_copy_of_it_was_deleted_goes_on(folder):
    with reopened(folder) as mine:
        signer = mine.signer
    for n in range(3):
        copy = folder.with_name(f"copy{n}")
        shutil.copytree(folder, copy)
        with reopened(copy, as_="copied") as theirs:
            theirs.new_case()
        shutil.rmtree(copy)
    moved = folder.rename(folder.with_name("moved"))
    with reopened(moved, as_="moved") as workspace:
        assert workspace.signer == signer
    reopened(moved).close()


def test_a_full_disk_is_told_at_opening_and_can_be_read(folder, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 100, 0))
    with pytest.raises(NoSpace):
        reopened(folder)
    with reopened(folder, read_only=True) as workspace:
        assert workspace.look.cases()


# recording


def test_what_is_recorded_is_seen_at_once_and_after_reopening(folder):
    with reopened(folder) as workspace:
        (case,) = workspace.look.cases()
        before = tables(workspace)
        assert (case.line, case.title, case.exhibits) == ("motor", "追尾", 2)
        assert workspace.look.people()[0].name == "王芳"
    with reopened(folder) as workspace:
        assert tables(workspace) == before


def test_an_entry_names_the_heads_of_the_scopes_other_ledgers(workspace):
    workspace.add_person("李强", "安诚公估", "another one")
    case = workspace.new_case()
    mine = [h.link for h in workspace.heads() if h.scope == case]
    workspace.close()
    with Workspace.open(workspace.folder, "another one", person="李强") as hers:
        done = hers.record(case, NoteEntered(text="x"))
        assert list(done.entry.fields().after) == mine
        assert done.seq == 2


def test_every_ledger_begins_with_the_person(workspace):
    case = workspace.new_case()
    for scope in ("desk", case):
        (first,) = enrolments(workspace, scope)
        assert (first.name, first.reason) == ("王芳", "first")
        assert first.mark == workspace.person.mark


def test_a_new_value_replaces_the_one_that_stood_without_being_named(workspace):
    case = workspace.new_case(facts=CaseFacts(claim_no="1"))
    first = workspace.record(case, CaseDescribed(facts=CaseFacts(claim_no="2")))
    second = workspace.record(case, CaseDescribed(facts=CaseFacts(claim_no="3")))
    assert second.entry.said().replaces == (first.link,)
    assert [f.claim_no for f in workspace.look.standing_facts(case)] == ["3"]


def test_values_recorded_together_replace_each_other_in_their_order(workspace):
    case = workspace.new_case()
    described = [CaseDescribed(facts=CaseFacts(claim_no=str(i))) for i in range(3)]
    workspace.record_many(case, [Note(facts) for facts in described])
    assert [f.claim_no for f in workspace.look.standing_facts(case)] == ["2"]


def test_more_than_are_flushed_together_are_recorded_all_the_same(workspace):
    case = workspace.new_case()
    done = workspace.record_many(case, [Note(NoteEntered(text=str(i))) for i in range(150)])
    assert [r.seq for r in done] == list(range(4, 154))
    assert [n.text for n in workspace.look.notes(case)] == [str(i) for i in range(150)]
    assert workspace.record_many(case, []) == []


def test_many_together_cost_the_ledger_one_fsync(workspace, monkeypatch):
    case = workspace.new_case()
    real, synced = os.fsync, []
    monkeypatch.setattr(os, "fsync", lambda fd: (synced.append(fd), real(fd)))
    workspace.record_many(case, [Note(NoteEntered(text=str(i))) for i in range(64)])
    assert len(synced) == 3  # the ledger; the heads file and its folder


def test_threads_record_beside_each_other(workspace):
    case = workspace.new_case()

    def work(name):
        for i in range(10):
            workspace.record(case, NoteEntered(text=f"{name}{i}"))

    threads = [threading.Thread(target=work, args=(name,)) for name in "abc"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({n.text for n in workspace.look.notes(case)}) == 30
    (head,) = (h for h in workspace.heads() if h.scope == case)
    assert head.seq == 33


def test_what_is_not_text_is_refused_and_leaves_nothing(workspace):
    case = workspace.new_case()
    before = workspace.heads()
    with pytest.raises(Trouble):
        workspace.record(case, NoteEntered(text="\ud800"))
    assert workspace.heads() == before
    assert workspace.record(case, NoteEntered(text="x")).seq == 4


def test_a_case_that_is_not_there(workspace):
    with pytest.raises(NotFound):
        workspace.record("0" * 32, NoteEntered(text="x"))
    with pytest.raises(NotFound):
        workspace.record("../desk", NoteEntered(text="x"))
    with pytest.raises(NotFound):
        workspace.vault("0" * 32)


# cases and numbers


def test_numbers_carry_the_mark_and_go_on(workspace):
    one, two = workspace.new_case(), workspace.new_case()
    numbers = [workspace.look.case(c).number for c in (one, two)]
    mark = workspace.person.mark
    assert [n.split("-")[1:] for n in numbers] == [[mark, "0001"], [mark, "0002"]]
    assert workspace.exhibit_number(one) == f"{numbers[0]}-Z001"
    with pytest.raises(Trouble, match="already"):
        workspace.new_case(number=numbers[0])


# opening


def test_the_index_may_be_deleted(folder):
    with reopened(folder) as workspace:
        before = tables(workspace)
    for path in folder.glob("index.db*"):
        path.unlink()
    with reopened(folder) as workspace:
        assert tables(workspace) == before


@pytest.mark.parametrize("spoil", ["garbage", "flipped", "of another workspace", "of the future"])
def test_an_index_that_is_not_ours_is_remade(folder, tmp_path, spoil):
    with reopened(folder) as workspace:
        before = tables(workspace)
        if spoil == "of the future":
            workspace._index.writer.execute("PRAGMA user_version=999")
    path = folder / "index.db"
    if spoil == "garbage":
        path.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    elif spoil == "flipped":
        data = bytearray(path.read_bytes())
        data[100] ^= 1
        path.write_bytes(data)
    elif spoil == "of another workspace":
        created(tmp_path / "other")[0].close()
        shutil.copy(tmp_path / "other" / "index.db", path)
    with reopened(folder) as workspace:
        assert tables(workspace) == before


def test_an_index_found_damaged_while_looking_is_remade_at_the_next_opening(folder):
    path = folder / "index.db"
    with reopened(folder) as workspace:
        before = tables(workspace)
        (page,) = workspace._index.writer.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'notes'"
        ).fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 + 50] ^= 1
    path.write_bytes(data)
    with pytest.raises(Damaged), reopened(folder) as workspace:
        workspace.look.notes(workspace.look.cases()[0].case)
    with reopened(folder) as workspace:
        assert tables(workspace) == before


@pytest.mark.parametrize("where", ["heads", "posting"])
def test_killed_between_ledger_and_index_nothing_is_lost(folder, monkeypatch, where):
    workspace = reopened(folder)
    case = workspace.look.cases()[0].case
    owner = workspace._ledgers if where == "heads" else workspace._posting
    name = "write_heads" if where == "heads" else "post"
    monkeypatch.setattr(owner, name, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        workspace.record(case, NoteEntered(text="just before"))
    abandoned(workspace)
    with reopened(folder) as after:
        assert [n.text for n in after.look.notes(case)][-1] == "just before"
        after.record(case, NoteEntered(text="and on"))
        assert after.notices == ()


def test_a_torn_record_is_set_aside_and_told(folder):
    ledger = max(folder.glob("scopes/*/ledger/*"), key=lambda p: p.stat().st_size)
    whole = ledger.read_bytes()
    ledger.write_bytes(whole + b"\0\0\1\0half")
    with reopened(folder) as workspace:
        assert "set aside" in str(workspace.notices[0])
        workspace.record(ledger.parent.parent.name, NoteEntered(text="on"))
    assert ledger.read_bytes().startswith(whole)
    assert [p.read_bytes() for p in (folder / "set-aside").iterdir()] == [b"\0\0\1\0half"]


@pytest.mark.parametrize("lost", ["folder", "keys"])
def test_a_case_that_is_lost_shuts_writing_and_no_other_case(folder, lost):
    with reopened(folder) as workspace:
        gone, kept = workspace.look.cases()[0].case, workspace.new_case()
        workspace.record(kept, NoteEntered(text="still here"))
    if lost == "folder":
        shutil.rmtree(folder / "scopes" / gone)
    else:
        for name in ("keys", "keys.copy"):
            (folder / "scopes" / gone / name).unlink()
    with pytest.raises(Damaged, match=gone):
        reopened(folder)
    with reopened(folder, read_only=True) as workspace:
        assert gone in str(workspace.notices[0])
        assert [n.text for n in workspace.look.notes(kept)] == ["still here"]


@pytest.mark.parametrize(
    "change", [(b'"format":1', b'"format":2'), (b'made_at":"2', b'made_at":"1')]
)
def test_a_changed_workspace_json_is_opened_read_only_alone(folder, change):
    path = folder / "workspace.json"
    assert change[0] in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(*change))
    with pytest.raises(Damaged, match="workspace.json was changed"):
        reopened(folder)
    with reopened(folder, read_only=True) as workspace:
        assert "workspace.json was changed" in str(workspace.notices[0])


def test_another_id_put_into_workspace_json_is_noticed(folder, home):
    path = folder / "workspace.json"
    id_now = described(folder)
    path.write_bytes(path.read_bytes().replace(id_now.encode(), b"0" * 32))
    with pytest.raises(Damaged, match=r"workspace\.json"):
        reopened(folder, as_="copied")
    with reopened(folder, read_only=True) as workspace:
        assert "workspace.json" in str(workspace.notices[0])
        assert workspace.look.cases()


@pytest.mark.parametrize("change", ["cut", "gone", "flipped", "heads gone", "heads flipped"])
def test_tampering_keeps_the_workspace_shut_but_readable(folder, change):
    ledger = max(folder.glob("scopes/*/ledger/*"), key=lambda p: p.stat().st_size)
    victim = folder / "heads" if change.startswith("heads") else ledger
    data = bytearray(victim.read_bytes())
    data[-5] ^= 1
    if change.endswith("gone"):
        victim.unlink()
    else:
        victim.write_bytes(data[:-20] if change == "cut" else data)
    before = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    with pytest.raises(Damaged, match="changed from outside"):
        reopened(folder)
    with reopened(folder, read_only=True) as workspace:
        assert workspace.notices
        assert bool(workspace.look.cases()) == (change != "gone")
        with pytest.raises(Trouble, match="read-only"):
            workspace.record("desk", NoteEntered(text="x"))
    after = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    after.pop(folder / "lock"), before.pop(folder / "lock")
    assert after == before


def test_read_only_writes_nothing_and_needs_no_lock(folder, home):
    with reopened(folder) as writer:
        before = tables(writer)
        with reopened(folder, read_only=True) as reader:
            assert tables(reader) == before
            assert reader.signer == ""
            with pytest.raises(Trouble, match="read-only"):
                reader.new_case()


def made_in_memory(workspace):
    return workspace._index._path is None


def test_read_only_reads_the_index_as_it_lies_and_leaves_no_trace(folder):
    with reopened(folder) as writer:
        before = tables(writer)
    names = sorted(p.name for p in folder.iterdir())
    stamp = (folder / "index.db").stat()
    with reopened(folder, read_only=True) as reader:
        assert tables(reader) == before
        assert not made_in_memory(reader)
        assert reader.look.cases()
        assert sorted(p.name for p in folder.iterdir()) == names
    assert sorted(p.name for p in folder.iterdir()) == names
    assert (folder / "index.db").stat().st_mtime_ns == stamp.st_mtime_ns


@pytest.mark.parametrize("how", ["stale", "a page flipped", "cut", "gone", "open elsewhere"])
def test_read_only_an_index_that_is_not_whole_or_not_up_to_date_is_not_read(folder, how):
    index = folder / "index.db"
    old = index.read_bytes()
    with reopened(folder) as writer:
        writer.record(writer.look.cases()[0].case, NoteEntered(text="later"))
        before = tables(writer)
    data = bytearray(index.read_bytes())
    data[len(data) // 2] ^= 1
    changed = {"stale": old, "a page flipped": bytes(data), "cut": bytes(data[:-4096])}
    if how in changed:
        index.write_bytes(changed[how])
    elif how == "gone":
        index.unlink()
    else:
        (folder / "index.db-wal").write_bytes(b"")
    with reopened(folder, read_only=True) as reader:
        assert made_in_memory(reader)
        assert tables(reader) == before
    assert index.exists() == (how != "gone")
    assert how not in changed or index.read_bytes() == changed[how]


def test_read_only_goes_on_showing_what_it_opened_when_somebody_begins_to_write(folder):
    with reopened(folder, read_only=True) as reader:
        before, case = tables(reader), reader.look.cases()[0].case
        assert not made_in_memory(reader)
        with reopened(folder) as writer:
            writer.record(case, NoteEntered(text="later"))
            assert [note.text for note in reader.look.notes(case)] == ["已电话核实"]
        assert made_in_memory(reader)
        assert tables(reader) == before


def test_an_answer_read_while_somebody_began_to_write_is_not_given(folder):
    with reopened(folder, read_only=True) as reader:
        with pytest.raises(Trouble, match="began to write"), reader._index.reading():
            (folder / "index.db-wal").write_bytes(b"")
        assert reader.look.cases()


def test_a_second_opener_is_told(folder, tmp_path):
    os.symlink(folder, tmp_path / "link")
    with reopened(folder):
        for path in (folder, tmp_path / "link"):
            with pytest.raises(Locked):
                reopened(path)
    reopened(folder).close()


def test_closing_twice_is_harmless(folder):
    workspace = reopened(folder)
    workspace.close()
    workspace.close()


# people and devices


def test_the_recovery_code_opens_and_a_new_passphrase_replaces_the_old(tmp_path):
    workspace, code = created(tmp_path / "w")
    workspace.close()
    with Workspace.open(tmp_path / "w", code.lower().replace("-", " ")) as recovered:
        recovered.new_passphrase("王芳", "a fresh one")
    with pytest.raises(WrongSecret):
        reopened(tmp_path / "w")
    Workspace.open(tmp_path / "w", "a fresh one").close()


def reasons(workspace):
    return {p.signer: workspace.look.reason_of(p.signer) for p in workspace.look.people()}


def test_the_recovery_code_signs_as_nobody_who_signed_before(tmp_path):
    made, code = created(tmp_path / "w")
    with made:
        mine = made.signer
        hers = made.add_person("李强", "安诚公估", "another one")
    with Workspace.open(tmp_path / "w", "another one", person=hers) as workspace:
        second = workspace.signer
    signers = []
    for _ in range(2):  # a key that is kept nowhere: each time another
        with Workspace.open(tmp_path / "w", code, person="李强") as recovered:
            signers.append(recovered.signer)
            assert reasons(recovered)[recovered.signer] == "recovered"
            assert reasons(recovered)[second] == "joined"
    assert len({mine, second, *signers}) == 4
    with Workspace.open(tmp_path / "w", "another one", person=hers) as workspace:
        assert workspace.signer == second


def test_a_passphrase_somebody_else_set_signs_anew(folder):
    with reopened(folder) as workspace:
        hers = workspace.add_person("李强", "安诚公估", "another one")
    with Workspace.open(folder, "another one", person=hers) as workspace:
        before = workspace.signer
        workspace.new_passphrase(hers, "her own new one")
    with Workspace.open(folder, "her own new one", person=hers) as workspace:
        assert workspace.signer == before
    with reopened(folder, person="王芳") as workspace:
        workspace.new_passphrase(hers, "set by 王芳")
    for _ in range(2):
        with Workspace.open(folder, "set by 王芳", person=hers) as workspace:
            now = workspace.signer
            assert now != before
            assert reasons(workspace)[now] == "recovered"
            assert list(reasons(workspace).values()).count("recovered") == 1


def test_killed_between_the_two_copies_of_a_new_passphrase(folder, monkeypatch):
    workspace = reopened(folder)
    real = sealing.write_durably

    def killed(path, data):
        if path.name.endswith(".copy"):
            raise KeyboardInterrupt
        real(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(sealing, "write_durably", killed)
        with pytest.raises(KeyboardInterrupt):
            workspace.new_passphrase("王芳", "a fresh one")
    abandoned(workspace)
    for secret in ("a fresh one", PASSPHRASE):
        with Workspace.open(folder, secret) as either:
            assert [str(n) for n in either.notices if "differ" in str(n)]
    with pytest.raises(WrongSecret):
        Workspace.open(folder, "neither")


def test_each_of_several_people_signs_with_an_own_key(folder):
    with reopened(folder) as workspace:
        mine = workspace.signer
        hers = workspace.add_person("李强", "安诚公估", "another one")
        with pytest.raises(Trouble, match="already uses"):
            workspace.add_person("李强", "安诚公估", "x")
    with pytest.raises(Trouble, match="王芳"):
        reopened(folder)
    with pytest.raises(WrongSecret):
        Workspace.open(folder, "another one", person="王芳")
    with Workspace.open(folder, "another one", person=hers) as workspace:
        assert workspace.signer != mine
        assert [p.reason for p in enrolments(workspace, "desk")].count("joined") == 1
        assert workspace.look.name_of(hers) == "李强"
    with reopened(folder, person="王芳") as workspace:
        assert workspace.signer == mine


def test_a_moved_folder_is_asked_about_and_keeps_its_signer(folder, tmp_path):
    with reopened(folder) as workspace:
        mine = workspace.signer
    moved = folder.rename(tmp_path / "elsewhere")
    with pytest.raises(Trouble, match="another folder"):
        reopened(moved)
    with reopened(moved, as_="moved") as workspace:
        assert workspace.signer == mine
    reopened(moved).close()


def test_a_copy_gets_a_new_signer_that_names_the_last_heads(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    with pytest.raises(Trouble, match="so this one is a copy"):
        reopened(tmp_path / "copy", as_="moved")
    with reopened(folder) as workspace:
        mine, heads = workspace.signer, workspace.heads()
    with reopened(tmp_path / "copy", as_="copied") as copy:
        assert copy.signer != mine
        (first,) = (p for p in enrolments(copy, "desk") if p.reason == "copied")
        assert first.heads == {f"{h.scope}/{h.signer}": h.link for h in heads}
        case = copy.look.cases()[0].case
        copy.record(case, NoteEntered(text="in the copy"))
        (first,) = (p for p in enrolments(copy, case) if p.reason == "copied")
        assert first.heads.keys() == {f"{case}/{mine}"}


def test_an_older_state_than_this_device_saw_is_asked_about(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "backup")
    with reopened(folder) as workspace:
        mine = workspace.signer
        workspace.record(workspace.look.cases()[0].case, NoteEntered(text="after the backup"))
    shutil.rmtree(folder)
    shutil.move(tmp_path / "backup", folder)
    with pytest.raises(Trouble, match="end before the last entry"):
        reopened(folder)
    with reopened(folder, as_="restored") as workspace:
        assert workspace.signer != mine
        assert "restored" in [p.reason for p in enrolments(workspace, "desk")]
    with reopened(folder) as workspace:
        assert workspace.signer != mine


def test_another_history_that_is_longer_is_asked_about_too(folder, tmp_path):
    """A copy that went on by more entries than the original, moved over it."""
    shutil.copytree(folder, tmp_path / "copy")
    with reopened(folder) as workspace:
        mine, case = workspace.signer, workspace.look.cases()[0].case
        workspace.record_many(case, [Note(NoteEntered(text=str(i))) for i in range(10)])
    with reopened(tmp_path / "copy", as_="copied") as copy:
        copy.record_many(case, [Note(NoteEntered(text=str(i))) for i in range(30)])
    shutil.rmtree(folder)
    shutil.move(tmp_path / "copy", folder)
    with pytest.raises(Trouble, match="end before the last entry"):
        reopened(folder)
    with reopened(folder, as_="restored") as workspace:
        assert workspace.signer != mine


def test_an_entry_in_the_place_of_the_one_this_device_saw_is_asked_about(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "before")
    with reopened(folder) as workspace:
        case = workspace.look.cases()[0].case
        workspace.record(case, NoteEntered(text="seen here"))
    kept = shutil.move(tmp_path / "home", tmp_path / "kept home")
    shutil.rmtree(folder)
    shutil.move(tmp_path / "before", folder)
    shutil.copytree(kept, tmp_path / "home")
    _forget_heads(folder)
    with reopened(folder) as workspace:  # the same key signs the same numbers again
        workspace.record_many(case, [Note(NoteEntered(text=str(i))) for i in range(3)])
    shutil.rmtree(tmp_path / "home")
    shutil.move(kept, tmp_path / "home")
    with pytest.raises(Trouble, match="end before the last entry"):
        reopened(folder)


def _forget_heads(folder):
    device = Device(described(folder), folder, open_key(folder, PASSPHRASE, "").key)
    device.remember(LastHeads("", 0))


def test_what_a_crash_left_unremembered_is_no_question(folder):
    workspace = reopened(folder)
    mine, case = workspace.signer, workspace.look.cases()[0].case
    workspace.record(case, NoteEntered(text="one"))
    workspace.remember_heads()
    workspace.record_many(case, [Note(NoteEntered(text=str(i))) for i in range(5)])
    abandoned(workspace)
    with reopened(folder) as again:
        assert again.signer == mine


def test_the_heads_are_remembered_before_anything_leaves(folder, tmp_path):
    """Also by a program that is killed afterwards: what it put out names heads nobody may undo."""
    shutil.copytree(folder, tmp_path / "before")
    workspace = reopened(folder)
    workspace.record(workspace.look.cases()[0].case, NoteEntered(text="one"))
    workspace.remember_heads()
    abandoned(workspace)
    shutil.rmtree(folder)
    shutil.move(tmp_path / "before", folder)
    with pytest.raises(Trouble, match="end before the last entry"):
        reopened(folder)
    with reopened(folder, read_only=True) as reader:
        reader.remember_heads()  # writes nothing
    with pytest.raises(Trouble, match="end before the last entry"):
        reopened(folder)


def test_what_a_crash_left_in_a_vault_is_removed_by_who_may_write(folder):
    originals = next(folder.glob("scopes/" + "?" * 32)) / "originals"
    originals.mkdir(exist_ok=True)
    part = originals / "half.part"
    part.write_bytes(b"half")
    with reopened(folder, read_only=True):
        assert part.exists()
    with reopened(folder):
        assert not part.exists()
        part.write_bytes(b"another thread puts")
    assert part.exists()


def test_a_new_device_is_a_new_signer(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANZHENG_HOME", str(tmp_path / "new laptop"))
    with pytest.raises(Trouble, match="has not seen"):
        reopened(folder)
    with reopened(folder, as_="moved") as workspace:
        assert "moved_device" in [p.reason for p in enrolments(workspace, "desk")]


# faults


def test_a_full_disk_saves_nothing_and_says_so(workspace, monkeypatch):
    case = workspace.new_case()
    before = workspace.heads()
    real = os.fsync

    def full(fd):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises((NoSpace, Trouble)):
        workspace.record(case, NoteEntered(text="x"))
    monkeypatch.setattr(os, "fsync", real)
    assert workspace.heads() == before
    assert workspace.look.notes(case) == []


def test_a_heads_file_that_cannot_be_written_loses_no_entry(workspace, monkeypatch):
    case = workspace.new_case()
    real = workspace._ledgers.write_heads

    def full():
        raise NoSpace(None)

    monkeypatch.setattr(workspace._ledgers, "write_heads", full)
    with pytest.raises(NoSpace):
        workspace.record(case, NoteEntered(text="kept"))
    monkeypatch.setattr(workspace._ledgers, "write_heads", real)
    workspace.record(case, NoteEntered(text="next"))
    assert [n.text for n in workspace.look.notes(case)] == ["kept", "next"]
    workspace.close()
    with reopened(workspace.folder) as again:
        assert [n.text for n in again.look.notes(case)] == ["kept", "next"]


def test_what_could_not_be_posted_is_posted_before_the_next(workspace, monkeypatch):
    case = workspace.new_case()
    real = workspace._posting.post

    def full(entry, end):
        raise NoSpace(None)

    monkeypatch.setattr(workspace._posting, "post", full)
    with pytest.raises(NoSpace):
        workspace.record(case, NoteEntered(text="behind"))
    monkeypatch.setattr(workspace._posting, "post", real)
    workspace.record(case, CaseClosed(outcome="x"))
    assert [n.text for n in workspace.look.notes(case)] == ["behind"]
    assert workspace.look.case(case).status == "closed"


def test_the_passphrase_is_wrong(folder):
    with pytest.raises(WrongSecret):
        Workspace.open(folder, PASSPHRASE + "!")
