"""What the window remembers comes back; a file that says nonsense is as if there were none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.settings import FILE, MOST_RECENT, Settings, keep_settings, read_settings

CHOSEN = Settings(
    language="en", theme="dark", scale=150, recent=("/媒体/案件", "/b"), geometry="00ff"
)


def test_what_was_kept_comes_back(home: Path) -> None:
    assert read_settings() == Settings()
    keep_settings(CHOSEN)
    assert read_settings() == CHOSEN


def test_the_environment_says_the_language_until_a_person_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LIANZHENG_LANGUAGE", "en")
    assert read_settings().language == "en"
    keep_settings(Settings(language="zh_CN"))
    assert read_settings().language == "zh_CN"
    monkeypatch.setenv("LIANZHENG_LANGUAGE", "tlh")
    assert read_settings().language == "zh_CN"


@pytest.mark.parametrize(
    "untrusted",
    [
        b"\xff\xfe", b"{", b"[]", b"null", b'"zh_CN"',
        json.dumps({"language": ["en"], "theme": 3, "scale": "150", "recent": "x"}).encode(),
        json.dumps({"language": "xx", "scale": 1000, "recent": [1, None, {}]}).encode(),
        json.dumps({"geometry": "not hex", "scale": 0}).encode(),
    ],
)  # fmt: skip
def test_nonsense_is_as_if_there_were_none(home: Path, untrusted: bytes) -> None:
    home.mkdir()
    (home / FILE).write_bytes(untrusted)
    assert read_settings() == Settings()


@pytest.mark.parametrize("scale", [[], {}, 125.0])
def test_a_scale_of_another_kind_is_none(home: Path, scale: Any) -> None:
    home.mkdir()
    (home / FILE).write_text(json.dumps({"scale": scale}))
    assert read_settings().scale in (100, 125)


def test_the_workspace_opened_last_comes_first_and_the_list_is_bounded() -> None:
    settings = Settings()
    for number in range(MOST_RECENT + 3):
        settings = settings.opened(Path(f"/{number}"))
    settings = settings.opened(Path("/5"))
    assert settings.recent[:2] == ("/5", f"/{MOST_RECENT + 2}")
    assert len(settings.recent) == MOST_RECENT
    assert "/5" not in settings.forgotten("/5").recent


def test_a_disk_that_takes_nothing_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("LIANZHENG_HOME", str(tmp_path / "file" / "home"))
    keep_settings(CHOSEN)
    assert read_settings() == Settings()
