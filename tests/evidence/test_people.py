"""Who opens, and with which key: asked when only the person can know."""

from __future__ import annotations

import pytest

from evidence.errors import NotFound, Trouble, WhichFolder, WhoOpens
from evidence.keys.device import Device, LastHeads, user_data
from evidence.keys.passphrase import Cost, KeyFile, Keys
from evidence.people import (
    Opened,
    add_person,
    key_file_of,
    named,
    open_key,
    signing,
    write_key_file,
)

KEY, MINE = bytes(range(32)), b"m" * 32
NONE, SOME, MORE = LastHeads("a", 0), LastHeads("b", 5), LastHeads("c", 6)


@pytest.fixture
def device(tmp_path):
    (tmp_path / "w").mkdir()
    return Device("d1" * 16, tmp_path / "w", KEY)


def signed(device, seen=SOME, as_=None, before=False):
    return signing(device, who("p"), as_, seen, lambda last: last != MORE, signed_before=before)


def who(person, person_key=MINE):
    return Opened(KEY, person_key, KeyFile(person, "n", "o", Cost.least()), ())


def test_a_new_workspace_has_its_first_signer(device):
    first = signed(device, NONE)
    assert first.reason == "first"
    again = signed(device, SOME)
    assert (again.signer, again.reason) == (first.signer, None)


def test_a_second_person_joins_and_one_who_lost_the_key_is_on_another_device(device):
    signed(device, NONE)
    joined = signing(device, who("q"), None, SOME, bool, signed_before=False)
    assert joined.reason == "joined"
    assert signing(device, who("r"), None, SOME, bool, signed_before=True).reason == "moved_device"


def test_an_unknown_device_asks(device):
    with pytest.raises(WhichFolder, match="has not seen"):
        signed(device)
    assert signed(device, as_="moved", before=True).reason == "moved_device"


@pytest.mark.parametrize("as_", ["copied", "restored"])
def test_a_copy_is_a_new_signer(device, as_):
    first = signed(device, NONE)
    other = signed(device, as_=as_)
    assert other.reason == as_
    assert other.signer != first.signer
    assert signed(device).signer == other.signer


def test_an_older_or_another_history_is_asked_about(device):
    signed(device, NONE)
    device.remember(SOME)
    assert signed(device).reason is None
    device.remember(MORE)  # which the ledgers no longer hold
    with pytest.raises(WhichFolder, match="end before"):
        signed(device)
    assert signed(device, as_="copied").reason == "copied"


@pytest.mark.parametrize("as_", [None, "moved"])
def test_a_damaged_record_of_the_device_is_told(device, as_):
    signed(device, NONE)
    (record,) = (user_data() / "devices" / ("d1" * 16)).glob("*.json")
    for place in record.parent.iterdir():
        place.write_bytes(b"garbage")
    with pytest.raises(WhichFolder, match="keeps of the workspace is damaged") as told:
        signed(device, as_=as_)
    assert record.name in str(told.value)
    assert "as restored" in str(told.value.next_step)
    assert signed(device, as_="restored").reason == "restored"
    assert (record.parent / "set-aside").is_dir()
    assert signed(device).reason is None


@pytest.mark.parametrize("as_", [None, "copied", "restored"])
def test_who_opens_without_a_person_key_is_recovered(device, as_):
    first = signed(device, NONE)
    one, two = (
        signing(device, who("p", b""), as_, SOME, bool, signed_before=True) for _ in range(2)
    )
    assert one.reason == two.reason == "recovered"
    assert len({first.signer, one.signer, two.signer}) == 3
    assert signed(device).signer == first.signer


def test_a_person_key_set_by_another_is_recovered_once(device):
    first = signed(device, NONE)
    renewed = signing(device, who("p", b"n" * 32), None, SOME, bool, signed_before=True)
    assert renewed.reason == "recovered"
    assert renewed.signer != first.signer
    again = signing(device, who("p", b"n" * 32), None, SOME, bool, signed_before=True)
    assert (again.signer, again.reason) == (renewed.signer, None)


def test_people_are_found_by_name_or_id(tmp_path):
    cost = Cost.least()
    with pytest.raises(NotFound):
        key_file_of(tmp_path, "王芳")
    write_key_file(tmp_path, Keys(KEY, MINE), "one", KeyFile("p1", "王芳", "甲", cost))
    opened = open_key(tmp_path, "one", "")
    assert (opened.person.name, opened.person_key) == ("王芳", MINE)
    second = add_person(tmp_path, KEY, "two", " 李强 ", "乙", cost)
    assert key_file_of(tmp_path, "李强").person == second
    hers = open_key(tmp_path, "two", second)
    assert hers.key == KEY
    assert len(hers.person_key) == 32
    assert hers.person_key != MINE
    with pytest.raises(WhoOpens, match="王芳"):
        open_key(tmp_path, "two", "")
    with pytest.raises(Trouble):
        named("  ")
