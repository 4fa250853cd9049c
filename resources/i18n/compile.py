"""
Joins the Chinese translations into the one catalogue the program reads.

Each room keeps its own `zh_CN/<room>.po`; together they become
`zh_CN/LC_MESSAGES/lianzheng.mo`, which is kept in the repository so that the
program needs no tool to run. A sentence may stand in two rooms, but only with one
translation. `--check` writes nothing and fails when the .mo is behind the .po files.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

HERE = Path(__file__).resolve().parent
FOLDER = HERE / "zh_CN"
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


class Unfit(Exception):
    """The translations cannot be joined: each line says what is wrong and where."""


def translations(folder: Path = FOLDER) -> dict[str, str]:
    """All translations of the rooms, by English sentence; raises Unfit."""
    joined: dict[str, str] = {}
    faults: list[str] = []
    for path in sorted(folder.glob("*.po")):
        for message, said in _room(path, faults):
            if joined.setdefault(message, said) != said:
                faults.append(f"{path.name}: translated differently elsewhere: {message!r}")
    if faults:
        raise Unfit("\n".join(faults))
    return joined


def compiled(folder: Path = FOLDER) -> dict[str, str]:
    """What the compiled catalogue holds, by English sentence; empty when there is none."""
    path = mo_path(folder)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_mo(file) if m.id}


def mo_path(folder: Path = FOLDER) -> Path:
    return folder / "LC_MESSAGES" / "lianzheng.mo"


def write(joined: Mapping[str, str], folder: Path = FOLDER) -> None:
    """Write the compiled catalogue; the same translations give the same bytes."""
    catalogue = Catalog(
        locale="zh_CN", project="lianzheng", creation_date=_NO_DATE, revision_date=_NO_DATE
    )
    for message, said in joined.items():
        catalogue.add(message, said)
    mo_path(folder).parent.mkdir(parents=True, exist_ok=True)
    with mo_path(folder).open("wb") as file:
        write_mo(file, catalogue)


def main(arguments: list[str]) -> int:
    try:
        joined = translations()
    except Unfit as fault:
        sys.stderr.write(f"{fault}\n")
        return 1
    if "--check" not in arguments:
        write(joined)
    elif compiled() != joined:
        sys.stderr.write("The compiled catalogue is behind the .po files: run `make words`.\n")
        return 1
    return 0


def _room(path: Path, faults: list[str]) -> list[tuple[str, str]]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="zh_CN", abort_invalid=True)
    found = []
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy or not message.string:
            faults.append(f"{path.name}: not translated: {message.id!r}")
        found.append((str(message.id), str(message.string)))
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
