"""Custody: offered, accepted, refused; nobody hands over what they do not hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from evidence import custody
from evidence.errors import NotFound, Trouble
from evidence.keys.passphrase import Cost
from evidence.ledger.kinds import ExhibitTakenIn, SeenAt
from evidence.workspace import Workspace

ZHANG, LI, WANG = "张三", "李四", "王警官"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made, _ = Workspace.create(
        tmp_path / "cases", name=ZHANG, org="某公估", passphrase="one", cost=Cost.least()
    )
    with made:
        yield made


@pytest.fixture
def case(workspace: Workspace) -> str:
    return workspace.new_case(line="motor")


@pytest.fixture
def exhibits(workspace: Workspace, case: str) -> list[str]:
    return [_taken(workspace, case, data) for data in (b"one", b"two")]


def _taken(workspace: Workspace, case: str, data: bytes, role: str = "original") -> str:
    stored = workspace.vault(case).put_bytes(data)
    facts = ExhibitTakenIn(
        exhibit=stored.exhibit, number=workspace.exhibit_number(case), session="s",
        sha256=hashlib.sha256(data).hexdigest(), size=len(data), media_type="text/plain",
        seen=SeenAt(name="a", name_bytes="YQ==", path="/a"), role=role,  # type: ignore[arg-type]
    )  # fmt: skip
    workspace.record(case, facts, about=stored.exhibit)
    return stored.exhibit


def _offer(workspace: Workspace, case: str, *exhibits: str, receiver: str = WANG) -> str:
    return custody.offer(workspace, case, exhibits=exhibits, receiver=receiver, purpose="移送")


def test_handed_over(workspace: Workspace, case: str, exhibits: list[str]) -> None:
    one, two = exhibits
    assert custody.holders_of(workspace, case, one) == (ZHANG,)
    offer = _offer(workspace, case)
    assert custody.holders_of(workspace, case, one) == (ZHANG,)
    custody.accept(workspace, case, offer, receiver=WANG, checked="两件，哈希一致", document="D1")
    assert custody.holders_of(workspace, case, one) == (WANG,)
    assert custody.holders_of(workspace, case, two) == (WANG,)
    told = [(r.kind, r.giver, r.receiver) for r in custody.line(workspace, case, one)]
    assert told == [("taken_in", "", ZHANG), ("offered", ZHANG, WANG), ("accepted", ZHANG, WANG)]


def test_by_number_and_each_once(workspace: Workspace, case: str, exhibits: list[str]) -> None:
    number = workspace.look.exhibit(case, exhibits[0]).number
    offer = _offer(workspace, case, number, exhibits[0])
    (offered,) = [r for r in custody.line(workspace, case) if r.offer == offer]
    assert offered.exhibits == (exhibits[0],)
    with pytest.raises(NotFound):
        _offer(workspace, case, "AJ-nothing")


def test_all_originals_and_no_paper(workspace: Workspace, case: str, exhibits: list[str]) -> None:
    _taken(workspace, case, b"a paper of ours", role="paper")
    _offer(workspace, case)
    assert set(custody.line(workspace, case)[-1].exhibits) == set(exhibits)


def test_refused_and_offered_again(workspace: Workspace, case: str, exhibits: list[str]) -> None:
    offer = _offer(workspace, case, *exhibits)
    custody.refuse(workspace, case, offer, receiver=WANG, reason="封条破损")
    assert custody.holders_of(workspace, case, exhibits[0]) == (ZHANG,)
    again = _offer(workspace, case, *exhibits)
    custody.accept(workspace, case, again, receiver=WANG, checked="一致", document="D")
    assert custody.holders_of(workspace, case, exhibits[0]) == (WANG,)


def test_taken_back_by_the_giver(workspace: Workspace, case: str, exhibits: list[str]) -> None:
    offer = _offer(workspace, case, *exhibits)
    custody.refuse(workspace, case, offer, receiver=ZHANG, reason="改期")
    assert _offer(workspace, case, *exhibits, receiver=LI) != offer


def test_answered_once(workspace: Workspace, case: str, exhibits: list[str]) -> None:
    accepted, refused = _offer(workspace, case, exhibits[0]), _offer(workspace, case, exhibits[1])
    custody.accept(workspace, case, accepted, receiver=WANG, checked="一致", document="D")
    custody.refuse(workspace, case, refused, receiver=WANG, reason="不符")
    for offer in (accepted, refused):
        with pytest.raises(Trouble, match="already"):
            custody.accept(workspace, case, offer, receiver=WANG, checked="一致", document="D")
        with pytest.raises(Trouble, match="already"):
            custody.refuse(workspace, case, offer, receiver=WANG, reason="不符")
    with pytest.raises(NotFound):
        custody.accept(workspace, case, "0" * 32, receiver=WANG, checked="一致", document="D")


def test_not_what_one_does_not_hold(workspace: Workspace, case: str, exhibits: list[str]) -> None:
    custody.accept(
        workspace,
        case,
        _offer(workspace, case, exhibits[0]),
        receiver=WANG,
        checked="一致",
        document="D",
    )
    before = workspace.heads()
    with pytest.raises(Trouble, match=f"{ZHANG} does not hold .*{WANG}"):
        _offer(workspace, case)
    assert workspace.heads() == before
    assert _offer(workspace, case, exhibits[1])


def test_one_thing_to_one_receiver_at_a_time(
    workspace: Workspace, case: str, exhibits: list[str]
) -> None:
    _offer(workspace, case, exhibits[0])
    with pytest.raises(Trouble, match="already offered"):
        _offer(workspace, case, *exhibits, receiver=LI)


def test_only_the_one_it_was_offered_to(
    workspace: Workspace, case: str, exhibits: list[str]
) -> None:
    offer = _offer(workspace, case, *exhibits)
    for name in (LI, ZHANG, ""):
        with pytest.raises(Trouble):
            custody.accept(workspace, case, offer, receiver=name, checked="一致", document="D")
    with pytest.raises(Trouble):
        custody.refuse(workspace, case, offer, receiver=LI, reason="不符")
    custody.accept(workspace, case, offer, receiver=" 王 警官", checked="一致", document="D")
    assert custody.holders_of(workspace, case, exhibits[0]) == (WANG,)


def test_taken_in_again_after_it_was_handed_over(
    workspace: Workspace, case: str, exhibits: list[str]
) -> None:
    one = exhibits[0]
    custody.accept(
        workspace, case, _offer(workspace, case, one), receiver=WANG, checked="一致", document="D"
    )
    assert _taken(workspace, case, b"one") == one
    assert custody.holders_of(workspace, case, one) == (WANG, ZHANG)
    custody.accept(
        workspace,
        case,
        _offer(workspace, case, one, receiver=LI),
        receiver=LI,
        checked="一致",
        document="D",
    )
    assert custody.holders_of(workspace, case, one) == (WANG, LI)


def test_between_colleagues(tmp_path: Path, workspace: Workspace, case: str) -> None:
    one = _taken(workspace, case, b"one")
    workspace.add_person(LI, "某公估", "two", Cost.least())
    custody.accept(
        workspace,
        case,
        _offer(workspace, case, one, receiver=LI),
        receiver=LI,
        checked="一致",
        document="D",
    )
    workspace.close()
    with Workspace.open(tmp_path / "cases", "two", person=LI) as hers:
        assert custody.holders_of(hers, case, one) == (LI,)
        offer = _offer(hers, case, one)
        custody.accept(hers, case, offer, receiver=WANG, checked="一致", document="D")
        assert custody.holders_of(hers, case, one) == (WANG,)


def test_words_that_must_not_be_missing(
    workspace: Workspace, case: str, exhibits: list[str]
) -> None:
    with pytest.raises(Trouble):
        _offer(workspace, case, receiver=" ")
    with pytest.raises(Trouble):
        custody.offer(workspace, case, receiver=WANG, purpose="")
    offer = _offer(workspace, case, *exhibits)
    with pytest.raises(Trouble):
        custody.accept(workspace, case, offer, receiver=WANG, checked=" ", document="D")
    with pytest.raises(Trouble):
        custody.refuse(workspace, case, offer, receiver=WANG, reason="")


def test_nothing_to_offer(workspace: Workspace, case: str) -> None:
    with pytest.raises(NotFound):
        _offer(workspace, case)


def test_who_records_for_another_names_the_signed_paper(
    tmp_path: Path, workspace: Workspace, case: str, exhibits: list[str]
) -> None:
    workspace.add_person(LI, "某公估", "two", Cost.least())
    with_police = _offer(workspace, case, exhibits[0])
    with_li = custody.offer(
        workspace, case, exhibits=(exhibits[1],), receiver=LI, receiver_org="某公估", purpose="移交"
    )
    for offer, receiver in ((with_police, WANG), (with_li, LI)):
        with pytest.raises(Trouble, match="signed"):
            custody.accept(workspace, case, offer, receiver=receiver, checked="一致")
    workspace.close()
    with Workspace.open(tmp_path / "cases", "two", person=LI) as hers:
        custody.accept(hers, case, with_li, receiver=LI, checked="一致")
        assert custody.holders_of(hers, case, exhibits[1]) == (LI,)
        assert custody.holders_of(hers, case, exhibits[0]) == (ZHANG,)


def test_a_namesake_of_another_organisation_is_another(
    workspace: Workspace, case: str, exhibits: list[str]
) -> None:
    offer = custody.offer(
        workspace, case, receiver=ZHANG, receiver_org="某市公安局", purpose="移送"
    )
    with pytest.raises(Trouble, match="signed"):
        custody.accept(workspace, case, offer, receiver=ZHANG, checked="一致")
    custody.accept(workspace, case, offer, receiver=ZHANG, checked="一致", document="D")
    assert custody.holders_of(workspace, case, exhibits[0]) == (ZHANG,)
    with pytest.raises(Trouble, match="does not hold"):
        _offer(workspace, case)


def test_a_receiver_whose_clock_is_behind_holds_it_alone(
    tmp_path: Path, workspace: Workspace, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = _taken(workspace, case, b"one")
    workspace.add_person(LI, "某公估", "two", Cost.least())
    offer = _offer(workspace, case, one, receiver=LI)
    workspace.close()
    monkeypatch.setattr("evidence.workspace.now", lambda: "2020-01-01T00:00:00.000Z")
    with Workspace.open(tmp_path / "cases", "two", person=LI) as hers:
        custody.accept(hers, case, offer, receiver=LI, checked="一致")
        assert custody.holders_of(hers, case, one) == (LI,)
        _offer(hers, case, one)
    monkeypatch.undo()


def test_who_holds_what_now(workspace: Workspace, case: str, exhibits: list[str]) -> None:
    [own] = custody.holdings(workspace, case)
    assert (own.name, own.org, set(own.exhibits)) == (ZHANG, "某公估", set(exhibits))
    offer = _offer(workspace, case, exhibits[0])
    assert [row.offer for row in custody.open_offers(workspace.look.custody(case))] == [offer]
    custody.accept(workspace, case, offer, receiver=WANG, checked="摘要一致", document="收1")
    held = {one.name: one.exhibits for one in custody.holdings(workspace, case)}
    assert held == {ZHANG: (exhibits[1],), WANG: (exhibits[0],)}
    assert custody.open_offers(workspace.look.custody(case)) == []
