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

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget  # noqa: E402

from desktop.application import Application  # noqa: E402
from desktop.command_line import main  # noqa: E402
from desktop.screens.case import PAGES, CaseScreen  # noqa: E402
from desktop.screens.findings import FindingsScreen  # noqa: E402
from desktop.widgets.paper_view import PaperView  # noqa: E402
from desktop.widgets.two_lines import ROW  # noqa: E402
from evidence.words import Language, Words, say  # noqa: E402
from resources.sample.render import Sample  # noqa: E402
from tests.desktop.hands import drop, type_in  # noqa: E402
from tests.desktop.running import find, inside, press, running, write  # noqa: E402
from tests.desktop.tour import MATCH, settled  # noqa: E402

PASSPHRASE = "一句很长的口令 2026"
LONG = 30_000
SAFE = say("Written, read back and verified. It can be removed safely now.")


class Person:
    """A new user before the window: presses, types, drops, and waits until the window rests."""

    def __init__(self, application: Application, qtbot: Any) -> None:
        self.application, self.window, self.qtbot = application, application.window, qtbot

    @property
    def words(self) -> Words:
        """Of the language the person reads."""
        return self.application.door.words

    def see(self, name: str) -> Any:
        """Wait until the widget of that name is there."""
        self.qtbot.waitUntil(lambda: find(self.window, name) is not None, timeout=LONG)
        return find(self.window, name)

    def rest(self) -> None:
        """Wait until nothing goes on."""
        bench = self.application.bench
        self.qtbot.waitUntil(lambda: bench is None or not bench.jobs.running, timeout=LONG)
        settled(self.application.background, self.qtbot)

    def press(self, name: str) -> None:
        """Click a button once it can be clicked."""
        self.qtbot.waitUntil(lambda: find(self.window, name).isEnabled(), timeout=LONG)
        press(self.qtbot, self.window, name)

    def page(self, name: str) -> None:
        """Go to a page of the case by its key."""
        number = [page.name for page in PAGES].index(name) + 1
        self.keys(self.window, f"Alt+{number}")
        self.rest()

    def shown(self, kind: type[Any]) -> Any:
        """The one screen (or document) of a kind that is in view."""
        (found,) = [
            each
            for each in self.window.findChildren(kind)
            if not isinstance(each, QWidget) or each.isVisible()
        ]
        return found

    def choose(self, path: Path) -> None:
        """Answer the dialog that asks for a file or folder."""
        (dialog,) = [
            each
            for each in QApplication.topLevelWidgets()
            if isinstance(each, QFileDialog) and each.isVisible()
        ]
        dialog.fileSelected.emit(str(path))
        dialog.done(1)
        self.rest()

    def keys(self, onto: QWidget, keys: str) -> None:
        """Press keys together, Ctrl+1 say."""
        window = onto.window()
        window.activateWindow()  # nobody else does it without a display
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        modifiers = Qt.KeyboardModifier.NoModifier
        *held, key = keys.split("+")
        for each in held:
            modifiers |= {"Ctrl": Qt.KeyboardModifier.ControlModifier,
                          "Alt": Qt.KeyboardModifier.AltModifier}[each]  # fmt: skip
        self.qtbot.keyClick(onto, getattr(Qt.Key, f"Key_{key}"), modifiers)

    def texts(self) -> str:
        """All that stands on the window now."""
        labels = self.window.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())


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


def make_workspace(person: Person, folder: Path) -> None:
    """Name, organisation, passphrase; the recovery code typed back."""
    person.press("new-workspace")
    person.see("new-name")
    for name, text in (
        ("new-name", "王芳"), ("new-org", "安诚公估"), ("new-folder", str(folder)),
        ("new-passphrase", PASSPHRASE), ("new-passphrase-again", PASSPHRASE),
    ):  # fmt: skip
        write(person.window, name, text)
    person.press("new-make")
    code = person.see("recovery-code").text().replace(" ", "").replace("-", "")
    assert not find(person.window, "code-go").isEnabled()
    write(person.window, "code-typed-back", code[-8:])
    person.press("code-go")
    inside(person.application, person.qtbot)
    person.rest()


def new_case(person: Person, title: str, plate: str) -> None:
    """A case in one short form."""
    person.keys(person.window, "Ctrl+N")
    person.see("new-case-open")
    write(person.window, "title", title)
    write(person.window, "plate", plate)
    person.press("new-case-open")
    person.see("case-pages")
    person.rest()


def take_in(person: Person, folder: Path) -> None:
    """Drop the folder onto the case, answer one question, begin, wait for the examination."""
    assert drop(person.shown(CaseScreen), [folder])
    person.see("chosen-paths")
    person.rest()
    type_in(find(person.window, "provider"), "李某")
    person.press("begin-intake")
    person.rest()


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
    person.window.close()
    person.qtbot.waitUntil(lambda: not person.window.isVisible(), timeout=LONG)

    (bag,) = stick.iterdir()
    assert sha256((bag / "tagmanifest-sha256.txt").read_bytes()).hexdigest() == manifest
    assert run("verify", bag)["faults"] == []
    assert run("verify", folder)["faults"] == []
    told = run("findings", folder, case)
    assert {each["verdict"] for each in told if each["verdict"] != "none"} >= {"confirmed"}
