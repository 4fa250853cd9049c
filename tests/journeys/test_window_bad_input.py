"""
What goes wrong on site: the stick is pulled, somebody else has the workspace open, the window is
closed in the middle, names are as long and as odd as names can be. Nothing acknowledged is lost.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

QtWidgets = pytest.importorskip("PySide6.QtWidgets", reason="the window is not installed")

from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.actions.taking_in import INTAKE, TakingIn  # noqa: E402
from desktop.screens.case import PAGES, CaseScreen  # noqa: E402
from desktop.settings import Settings, keep_settings  # noqa: E402
from evidence.keys.passphrase import Cost  # noqa: E402
from evidence.verification.verify import verify  # noqa: E402
from evidence.workspace import Workspace  # noqa: E402
from tests.desktop.hands import drop, type_in  # noqa: E402
from tests.desktop.running import find, press, running, write  # noqa: E402
from tests.journeys.person import LONG, PASSPHRASE, Person, new_case, take_in  # noqa: E402

MANY = 400
ODD_NAMES = (
    "汉" * 83 + ".jpg",
    "invoice\u202egpj.exe.jpg",
    "مرحبا بالعالم.jpg",
    "🚗💥👩‍👩‍👧.jpg",
    "a&b <b>c<b> \n d.jpg",
    " .jpg",
)
GB18030_NAME = "照片".encode("gb18030") + b".jpg"


@pytest.fixture
def person(qapp: QApplication, qtbot: Any) -> Iterator[Person]:
    with running(qapp, qtbot) as application:
        yield Person(application, qtbot)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made, _ = Workspace.create(
        tmp_path / "U盘" / "工作区", name="王芳", org="安诚公估", passphrase=PASSPHRASE,
        cost=Cost.least(),
    )  # fmt: skip
    made.close()
    return tmp_path / "U盘" / "工作区"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    source = tmp_path / "存储卡"
    source.mkdir()
    for number in range(MANY):
        (source / f"{number:04}.bin").write_bytes(number.to_bytes(4) * 2048)
    return source


def test_the_stick_is_pulled_and_put_in_again(person: Person, folder: Path, tmp_path: Path) -> None:
    person.open(folder)
    new_case(person, "追尾", "浙A12345")
    stick = folder.parent
    stick.rename(tmp_path / "pulled")
    assert person.window.inside is not None
    person.window.inside.reach.look()
    person.see("medium")
    (tmp_path / "pulled").rename(stick)
    person.press("medium-reopen")
    person.qtbot.waitUntil(lambda: person.application.bench is None, timeout=LONG)
    person.open(folder)
    bench = person.application.bench
    assert bench is not None
    assert [case.title for case in bench.workspace.look.cases()] == ["追尾"]


def test_read_only_shows_everything_and_changes_nothing(
    person: Person, folder: Path, many: Path
) -> None:
    with Workspace.open(folder, PASSPHRASE) as workspace:
        case = workspace.new_case(line="motor", title="追尾")
        before = workspace.heads()
    person.application.door.folder = folder
    person.application.door.going.emit("unlock")
    person.qtbot.waitUntil(lambda: find(person.window, "open").isEnabled())
    find(person.window, "read-only").click()
    person.open(folder)
    bench = person.application.bench
    assert bench is not None
    assert bench.workspace.read_only
    person.keys(find(person.window, "cases"), "Return")
    person.rest()
    for page in PAGES:
        person.page(page.name)
    assert drop(person.shown(CaseScreen), [many])
    person.rest()
    assert not find(person.window, "begin-intake").isEnabled()
    assert bench.workspace.look.exhibits(case) == []
    assert bench.workspace.heads() == before


def test_somebody_else_has_it_open(person: Person, folder: Path) -> None:
    holding = (
        "import sys; from pathlib import Path; from evidence.workspace import Workspace\n"
        f"with Workspace.open(Path(sys.argv[1]), {PASSPHRASE!r}):\n"
        "    print('open', flush=True); sys.stdin.read()\n"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", holding, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdin is not None
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    person.application.door.folder = folder
    person.application.door.going.emit("unlock")
    person.qtbot.waitUntil(lambda: find(person.window, "open").isEnabled())
    write(person.window, "passphrase", PASSPHRASE)
    press(person.qtbot, person.window, "open")
    person.qtbot.waitUntil(lambda: bool(find(person.window, "unlock-told").text()), timeout=LONG)
    assert person.application.bench is None
    other.communicate("")
    person.open(folder)


def test_closed_during_intake_and_gone_on_with(
    qapp: QApplication, qtbot: Any, folder: Path, many: Path
) -> None:
    with running(qapp, qtbot) as application:
        person = Person(application, qtbot)
        person.open(folder)
        new_case(person, "追尾", "浙A12345")
        assert drop(person.shown(CaseScreen), [many])
        person.press("begin-intake")
        assert application.bench is not None
        (job,) = application.bench.jobs.running
        assert isinstance(job, TakingIn)
        assert job.kind == INTAKE
        qtbot.waitUntil(lambda: job.count("taken") > 5, timeout=LONG)
        person.close()
    acknowledged = job.count("taken")
    with Workspace.open(folder, PASSPHRASE) as workspace:
        (row,) = workspace.look.cases()
        kept = {each.number for each in workspace.look.exhibits(row.case)}
        assert len(kept) >= acknowledged
    with running(qapp, qtbot) as application:
        person = Person(application, qtbot)
        person.open(folder)
        person.keys(find(person.window, "cases"), "Return")
        person.rest()
        take_in(person, many)
        assert application.bench is not None
        look = application.bench.workspace.look
        assert len(look.exhibits(row.case)) == MANY
        assert kept <= {each.number for each in look.exhibits(row.case)}
        person.close()
    assert verify(folder, PASSPHRASE).faults == ()


@pytest.mark.parametrize(("scale", "size"), [(100, (1366, 768)), (200, (1366, 768))])
def test_names_as_odd_as_they_come(
    qapp: QApplication, qtbot: Any, folder: Path, tmp_path: Path, scale: int, size: tuple[int, int]
) -> None:
    source = tmp_path / ("很长的文件夹名" * 11)
    source.mkdir()
    for number, name in enumerate(ODD_NAMES):
        (source / name).write_bytes(b"\xff\xd8\xff" + bytes([number]) * 100)
    Path(os.fsdecode(os.fsencode(source) + b"/" + GB18030_NAME)).write_bytes(b"GB18030")
    keep_settings(Settings(scale=scale))
    with running(qapp, qtbot) as application:
        person = Person(application, qtbot)
        application.window.resize(*size)
        person.open(folder)
        new_case(person, "\u202e" + "标题很长" * 75, "🚗" * 60)
        take_in(person, source)
        assert application.bench is not None
        look = application.bench.workspace.look
        (row,) = look.cases()
        assert len(look.exhibits(row.case)) == len(ODD_NAMES) + 1
        for page in PAGES:
            person.page(page.name)
            least = application.window.minimumSizeHint()
            assert (least.width() <= 1366, least.height() <= 700) == (True, True), page.name
            assert (application.window.width(), application.window.height()) == size
            assert "\u202e" not in person.texts()
        person.page("exhibits")
        gallery = find(application.window, "gallery")
        for number in range(gallery.model().rowCount()):
            gallery.setCurrentIndex(gallery.model().index(number, 0))
            person.rest()
            assert "\u202e" not in person.texts()
            assert application.window.minimumSizeHint().width() <= 1366
        type_in(find(application.window, "find"), "照片")
        person.rest()
        person.close()
