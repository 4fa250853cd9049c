"""
What tests of the window share: a hidden screen, an open workbench, the sample as it is found.

Qt runs without a display. A test fails when Qt warns, when a problem was told that it did not
expect, when the window stood still, or when a window, a timer, a thread or a job is left behind
(watchdog.py).
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

QtWidgets = pytest.importorskip("PySide6.QtWidgets", reason="the window is not installed")

from desktop.appearance import dress  # noqa: E402
from desktop.background import Background  # noqa: E402
from desktop.settings import Settings  # noqa: E402
from desktop.workbench import Workbench  # noqa: E402
from evidence.keys.passphrase import Cost  # noqa: E402
from evidence.reading.host import Readers  # noqa: E402
from evidence.words import Language, Words  # noqa: E402
from evidence.workspace import Workspace  # noqa: E402
from resources.sample.render import Sample  # noqa: E402
from tests.desktop.watchdog import Leavings, warned_by_qt, watching  # noqa: E402

PASSPHRASE = "correct horse"


@dataclass
class Benches:
    """Makes workbenches for a test and closes them after it."""

    problems: list[BaseException] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    _open: list[Workbench] = field(default_factory=list)

    def over(self, workspace: Workspace, language: Language = "zh_CN", **look: Any) -> Workbench:
        """A workbench over an open workspace, which it closes at the end."""
        settings = Settings(language=language, **look)
        app = QtWidgets.QApplication.instance()
        assert isinstance(app, QtWidgets.QApplication)
        background = Background(self.problems.append)
        bench = Workbench(
            workspace, Readers(1), Words(language), dress(app, settings), settings, background
        )
        self._open.append(bench)
        return bench

    def close(self) -> None:
        """Close all that were made; a job that was stopped must have ended."""
        for bench in self._open:
            for job in list(bench.jobs.running):
                bench.jobs.stop(job)
            bench.background.close()
            QtWidgets.QApplication.processEvents()
            bench.readers.close()
            bench.workspace.close()
            self.left += [job.kind for job in bench.jobs.running]


@pytest.fixture
def benches(qapp: Any) -> Iterator[Benches]:
    """Makes workbenches; no problem may have been shown that the test did not take out."""
    made = Benches()
    yield made
    made.close()
    assert made.problems == []
    assert made.left == [], "jobs that did not end when they were stopped"


@pytest.fixture
def empty_bench(benches: Benches, tmp_path: Path) -> Workbench:
    """A workbench over a new workspace of 王芳 without a case."""
    workspace, _ = Workspace.create(
        tmp_path / "workspace",
        name="王芳",
        org="安诚公估",
        passphrase=PASSPHRASE,
        cost=Cost.least(),
    )
    return benches.over(workspace)


@pytest.fixture(scope="session")
def sample_made(
    tmp_path_factory: pytest.TempPathFactory, sample_into: Callable[[Path], Sample]
) -> Path:
    """The sample, taken in and examined, nothing judged: three cases, `workspace` and `photos`."""
    from evidence.examination.run import run
    from evidence.facts import CaseFacts, Session
    from evidence.intake.session import end_session, open_session
    from evidence.intake.take_in import take_in
    from evidence.progress import Progress
    from evidence.values import new_id, now, typed

    folder = tmp_path_factory.mktemp("sample")
    os.environ["LIANZHENG_HOME"] = str(folder / "home")
    sample = sample_into(folder / "photos")
    workspace, _ = Workspace.create(
        folder / "workspace", name="王芳", org="安诚公估", passphrase=PASSPHRASE, cost=Cost.least()
    )
    with workspace, Readers(2) as readers:
        for told in sample.cases:
            facts = typed(CaseFacts, told.facts)
            case = workspace.new_case(line=told.line, title=told.title, facts=facts)  # type: ignore[arg-type]
            stated = typed(Session, {"id": new_id(), "began": now(), **told.session})
            session = open_session(workspace, case, stated, readers.held)
            list(take_in(workspace, case, [told.folder], session, readers=readers))
            end_session(workspace, case, session)
        run(workspace, None, readers, Progress())
    return folder


@pytest.fixture
def sample_workspace(sample_made: Path, tmp_path: Path) -> Workspace:
    """An own copy of the sample's workspace, open; close it or give it to `benches.over`."""
    folder = tmp_path / "sample-workspace"
    shutil.copytree(sample_made / "workspace", folder)
    return Workspace.open(folder, PASSPHRASE, as_="moved")


@pytest.fixture
def sample_bench(benches: Benches, sample_workspace: Workspace) -> Workbench:
    """A workbench over the sample in Chinese."""
    return benches.over(sample_workspace)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[Any]:
    """A test in which the window stood still fails, and says where."""
    with watching() as blocks:
        answer = yield
    if blocks:
        pytest.fail("\n".join(map(str, blocks)), pytrace=False)
    return answer


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[Any]:
    """Qt must not warn when fixtures are taken down either."""
    with warned_by_qt() as heard:
        answer = yield
    assert heard == []
    return answer


@pytest.fixture(autouse=True)
def _nothing_is_left(home: Path) -> Iterator[None]:
    leavings = Leavings()
    # As in the program (desktop/tidying.py): no widget may die in a background thread.
    gc.disable()
    yield
    assert leavings.found() == []
    gc.collect()
    gc.enable()


@pytest.fixture
def case_of(request: pytest.FixtureRequest) -> Callable[[Workbench, int], str]:
    """The id of the n-th case of a workbench."""
    return lambda bench, number: bench.workspace.look.cases()[number].case
