"""
The main job with hands, as a new user does it: from an empty computer to a stick that may be
pulled, in both languages. What the window said is then checked by the command line.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

QtWidgets = pytest.importorskip("PySide6.QtWidgets", reason="the window is not installed")

from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.command_line import main  # noqa: E402
from desktop.screens.findings import FindingsScreen  # noqa: E402
from desktop.widgets.paper_view import PaperView  # noqa: E402
from desktop.widgets.two_lines import ROW  # noqa: E402
from evidence.words import Language, say  # noqa: E402
from resources.sample.render import Sample  # noqa: E402
from tests.desktop.hands import type_in  # noqa: E402
from tests.desktop.running import find, running  # noqa: E402
from tests.desktop.tour import MATCH  # noqa: E402
from tests.journeys.person import (  # noqa: E402
    LONG,
    PASSPHRASE,
    Person,
    make_workspace,
    new_case,
    take_in,
)

SAFE = say("Written, read back and verified. It can be removed safely now.")


@pytest.fixture
def person(qapp: QApplication, qtbot: Any, language: Language) -> Iterator[Person]:
    with running(qapp, qtbot) as application:
        made = Person(application, qtbot)
        made.press(f"language-{language}")
        yield made


@pytest.fixture
def sample(sample_into: Callable[[Path], Sample], tmp_path: Path) -> Sample:
    return sample_into(tmp_path / "存储卡")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs the command line; answers what it printed with --json."""
    monkeypatch.setenv("LIANZHENG_PASSPHRASE", PASSPHRASE)

    def one(*words: object) -> Any:
        assert main([*map(str, words), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return one


def judge_all(person: Person) -> list[str]:
    """A verdict with a reason on every finding, by keys; answers the checks that were judged."""
    judged: list[str] = []
    screen = person.shown(FindingsScreen)
    while person.rest() or screen.model.findings():
        finding = screen.list.currentIndex().data(ROW)
        assert finding.verdict == "open"
        judged.append(finding.check)
        field = person.see("why")
        type_in(field, "并排比对后认可" if finding.check == MATCH else "已向提供人核实")
        person.keys(field, "Ctrl+1" if finding.check == MATCH else "Ctrl+2")
        person.qtbot.waitUntil(lambda f=finding: f not in screen.model.findings(), timeout=LONG)
    return judged


def compare(person: Person) -> None:
    """Look at the first match side by side, in turn, as a difference; come back with Esc."""
    screen = person.shown(FindingsScreen)
    match = next(each for each in screen.model.findings() if each.check == MATCH)
    screen.list.setCurrentIndex(screen.model.place_of(match.id))
    person.rest()
    person.keys(screen.list, "Ctrl+Return")
    person.rest()
    (window,) = [w for w in QApplication.topLevelWidgets() if w.objectName() == "compare"]
    said = set()
    for key in ("B", "F", "F", "D"):
        person.keys(window, key)
        person.rest()
        said.add(find(window, "compare-title").text())
    assert len(said) == 4
    person.keys(window, "Escape")
    person.qtbot.waitUntil(lambda: not window.isVisible())


def draw_up(person: Person, kind: str) -> None:
    """Choose a paper, draw it up, see it."""
    person.press(f"kind-{kind}")
    person.rest()
    person.press("draw-up")
    person.rest()
    assert person.see("save-paper").isEnabled()
    assert person.shown(PaperView).pages > 0


def hand_over_custody(person: Person) -> None:
    """Offer all exhibits and enter that they were accepted."""
    person.press("offer-custody")
    for name, text in (("receiver", "陈某"), ("receiver_org", "某公估"), ("purpose", "入库保管")):
        type_in(person.see(name), text)
    person.press("record-offer")
    person.rest()
    person.press("accept-0")
    type_in(person.see("checked"), "件数相符，封条完好")
    type_in(person.see("document"), "W001")
    person.press("record-accept")
    person.rest()


def hand_off(person: Person, stick: Path) -> str:
    """Write the bag onto the stick; answers the digest the window says is to be noted down."""
    type_in(person.see("receiver"), "某市公安局")
    person.press("handoff-choose")
    person.choose(stick)
    person.press("hand-off")
    person.rest()
    assert person.see("handoff-safe").text() == person.words.text(SAFE)
    return str(person.see("manifest").text()).replace(" ", "").replace("\n", "")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_main_job_with_hands(
    person: Person, sample: Sample, tmp_path: Path, run: Callable[..., Any]
) -> None:
    folder, stick = tmp_path / "工作区", tmp_path / "U盘"
    stick.mkdir()
    make_workspace(person, folder)
    for told in sample.cases[:2]:
        new_case(person, told.title, "浙A12345")
        take_in(person, told.folder)
        person.press("rail-cases")
        person.rest()
    bench = person.application.bench
    assert bench is not None
    case = bench.workspace.look.cases()[0].case
    assert {row.title for row in bench.workspace.look.cases()} == {
        told.title for told in sample.cases[:2]
    }
    table = person.see("cases")
    table.setFocus()
    person.keys(table, "Return")
    person.rest()
    person.page("findings")
    compare(person)
    assert MATCH in judge_all(person)
    person.page("papers")
    draw_up(person, "screening-report")
    person.page("custody")
    hand_over_custody(person)
    person.page("handoff")
    manifest = hand_off(person, stick)
    person.close()

    (bag,) = stick.iterdir()
    assert sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest() == manifest
    assert run("verify", bag)["faults"] == []
    assert run("verify", folder)["faults"] == []
    told = run("findings", folder, case)
    assert {each["verdict"] for each in told if each["verdict"] != "none"} >= {"confirmed"}
