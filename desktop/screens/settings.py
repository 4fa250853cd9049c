"""Settings: the look of the window, the people, safekeeping, and what this computer gives."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout

from desktop.screens.people import MyselfCard, PeopleCard
from desktop.screens.safekeeping import BackupCard, ComputerCard, VerifyCard
from desktop.screens.screen import Screen
from desktop.settings import SCALES, THEMES, Settings, Theme
from desktop.widgets.choices import LANGUAGE_NAMES
from desktop.widgets.column import Card, Column
from desktop.widgets.text import Label, tool
from desktop.workbench import Workbench
from evidence.words import Phrase, mark, say

WIDEST = 46
THEME_NAMES: dict[Theme, str] = {"light": mark("Light"), "dark": mark("Dark")}


class SettingsScreen(Screen):
    """Another look is taken on at once, and kept."""

    def __init__(self, bench: Workbench, case: str = "") -> None:
        super().__init__(bench)
        self._people = PeopleCard(bench)
        self._computer = ComputerCard(bench)
        column = Column(WIDEST)
        for card in (
            self._look_card(),
            BackupCard(bench),
            VerifyCard(bench),
            MyselfCard(bench),
            self._people,
            self._computer,
        ):
            column.rows.addWidget(card)
        column.rows.addStretch()
        top = QHBoxLayout()
        top.setContentsMargins(16, 12, 16, 0)
        top.addWidget(Label(self.text(say("Settings")), "title", wraps=False))
        top.addStretch()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(top)
        rows.addWidget(column, 1)

    def refresh(self) -> None:
        """Read the people and look at the computer."""
        self._people.refresh()
        self._computer.refresh()

    def _look_card(self) -> Card:
        settings = self.bench.settings
        card = Card(self.text(say("Language and look")))
        languages = {
            f"language-{language}": (name, replace(settings, language=language))
            for language, name in LANGUAGE_NAMES.items()
        }
        themes = {
            f"theme-{theme}": (
                self.text(Phrase(THEME_NAMES[theme])), replace(settings, theme=theme)
            )
            for theme in THEMES
        }  # fmt: skip
        scales = {
            f"scale-{scale}": (f"{scale} %", replace(settings, scale=scale)) for scale in SCALES
        }
        for title, options in (
            (say("Language"), languages),
            (say("Colours"), themes),
            (say("Size of all text"), scales),
        ):
            card.rows.addLayout(self._options(title, options))
        return card

    def _options(self, title: Phrase, options: dict[str, tuple[str, Settings]]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = Label(self.text(title), wraps=False)
        label.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * 18)
        row.addWidget(label)
        group = QButtonGroup(self)
        for name, (text, settings) in options.items():
            made = tool(text, checkable=True)
            made.setObjectName(name)
            made.setAccessibleName(f"{self.text(title)} {text}")
            made.setChecked(settings == self.bench.settings)
            made.clicked.connect(lambda _=False, to=settings: self._choose(to))
            group.addButton(made)
            row.addWidget(made)
        row.addStretch()
        return row

    def _choose(self, settings: Settings) -> None:
        if settings != self.bench.settings:
            self.bench.chosen.emit(settings)
