"""Entering what a person says of exhibits: caption, category, group."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop.workbench import Workbench
from evidence.captions import Said, describe_exhibits
from evidence.workspace import Workspace

FORM = "describe"


def describe(
    bench: Workbench,
    owner: QObject,
    case: str,
    exhibits: Sequence[str],
    said: Said,
    draft: str,
    done: Callable[[], None],
) -> None:
    """
    Describe one exhibit or several; `done` is called when it is on the disk. The draft of that
    subject in the form `FORM` goes with it, wherever the person is by then.
    """

    def work(workspace: Workspace) -> None:
        describe_exhibits(workspace, case, exhibits, said)
        workspace.drafts.entered(workspace.person.person, FORM, draft)

    bench.do(
        owner,
        work,
        {"exhibits"},
        case,
        done=lambda _: done(),
    )
