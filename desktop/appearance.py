"""
How the window looks: two sets of colours, one font that has Chinese on every machine, one sheet.

Fusion with our own palette, so that it looks the same on every system; nothing is read from the
system's theme. Text keeps a contrast of 4.5 : 1 and more on its ground (tested). Colours say
nothing alone: each stands with a word or an icon.
"""

from __future__ import annotations

import importlib.util
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.settings import Settings, Theme
from evidence.observation import Result

FONT_PACKAGE = "pylopdf_fonts_zh_cn"
FONT_FILE = "NotoSansSC-Regular.otf"
POINTS = 10.5
TITLE_POINTS = 16
CODE_POINTS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Colours by what they are for, as #rrggbb; `conflict`, `attention`, `note` mark results."""

    ground: str
    paper: str
    raised: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    chosen: str
    conflict: str
    attention: str
    note: str
    good: str
    danger: str

    def of(self, result: Result) -> str:
        """The colour that stands with the name of a result."""
        return {
            "conflict": self.conflict,
            "attention": self.attention,
            "note": self.note,
            "consistent": self.good,
        }.get(result, self.quiet)


LIGHT = Colours(
    ground="#f3f5f7", paper="#ffffff", raised="#e8ecf0", line="#c9d0d8", text="#1b2530",
    quiet="#526070", accent="#0b5cad", on_accent="#ffffff", chosen="#d6e6f7",
    conflict="#a8321e", attention="#8a5200", note="#1f5f8b", good="#1f6b3a", danger="#a31621",
)  # fmt: skip
DARK = Colours(
    ground="#171c22", paper="#1f262e", raised="#2a333d", line="#414d5a", text="#e6ebf0",
    quiet="#a3b0be", accent="#6cb2ff", on_accent="#0c1a2a", chosen="#23415f",
    conflict="#ff9a85", attention="#f0b357", note="#8cc4ee", good="#86d19c", danger="#ff8f8f",
)  # fmt: skip
COLOURS: dict[Theme, Colours] = {"light": LIGHT, "dark": DARK}
SHEET = Template(
    """
QLabel[look="quiet"] { color: $quiet; }
QLabel[look="title"] { font-size: ${title}pt; }
QLabel[look="heading"] { font-weight: bold; }
QLabel[look="danger"] { color: $danger; }
QLabel[look="good"] { color: $good; }
QFrame[look="card"] {
    background: $paper; border: 1px solid $line; border-radius: 6px;
}
QFrame[look="rail"] { background: $raised; border: none; }
QFrame[look="rail"] QToolButton {
    border: none; border-radius: 6px; padding: 8px 4px; background: transparent;
}
QFrame[look="rail"] QToolButton:hover { background: $line; }
QFrame[look="rail"] QToolButton:checked { background: $chosen; }
QFrame[look="rail"] QToolButton:focus { border: 2px solid $accent; padding: 6px 2px; }
QFrame[look="question"] {
    background: $paper; border: 1px solid $attention; border-left: 5px solid $attention;
    border-radius: 6px;
}
QFrame[look="strip"] { background: $raised; border-top: 1px solid $line; }
QLabel[look="code"] { font-size: ${code}pt; font-weight: bold; letter-spacing: 1px; }
QFrame[look="drop"] {
    background: $paper; border: 2px dashed $line; border-radius: 8px;
}
QFrame[look="drop-over"] {
    background: $chosen; border: 2px dashed $accent; border-radius: 8px;
}
QPushButton, QToolButton {
    padding: 5px 12px; border: 1px solid $line; border-radius: 4px;
    background: $raised;
}
QPushButton:hover, QToolButton:hover { border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $quiet; }
QPushButton[look="main"] {
    background: $accent; color: $on_accent; border-color: $accent;
}
QPushButton[look="main"]:disabled {
    background: $raised; color: $quiet; border-color: $line;
}
QToolButton:checked, QPushButton:checked {
    background: $chosen; border-color: $accent;
}
QLineEdit, QPlainTextEdit, QComboBox, QSpinBox, QDateTimeEdit {
    padding: 4px 6px; border: 1px solid $line; border-radius: 4px;
    background: $paper;
}
QPushButton:focus, QToolButton:focus, QLineEdit:focus, QPlainTextEdit:focus,
QComboBox:focus, QAbstractItemView:focus, QSpinBox:focus, QDateTimeEdit:focus {
    border: 2px solid $accent;
}
QAbstractItemView { border: 1px solid $line; background: $paper; }
QTableView::item { padding: 0 6px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$icons/arrow-down-$theme.svg"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { padding: 4px; }
QSpinBox::up-button, QSpinBox::down-button, QDateTimeEdit::up-button, QDateTimeEdit::down-button {
    border: none; background: transparent; width: 20px;
}
QSpinBox::up-arrow, QDateTimeEdit::up-arrow {
    image: url("$icons/arrow-up-$theme.svg"); width: 12px; height: 12px;
}
QSpinBox::down-arrow, QDateTimeEdit::down-arrow {
    image: url("$icons/arrow-down-$theme.svg"); width: 12px; height: 12px;
}
QCheckBox::indicator, QRadioButton::indicator {
    width: 16px; height: 16px; border: 1px solid $quiet; background: $paper;
}
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked {
    background: $accent; border-color: $accent;
}
QCheckBox::indicator:checked { image: url("$icons/tick-$theme.svg"); }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 8px; height: 8px;
    background: $on_accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar {
    border: 1px solid $line; border-radius: 4px; background: $paper; text-align: center;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QTabBar::tab {
    padding: 7px 16px; margin-right: 4px; border: none; border-bottom: 3px solid transparent;
    color: $quiet;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected:focus { border-bottom-color: $text; }
QHeaderView::section {
    background: $raised; border: none; border-right: 1px solid $line;
    padding: 4px 8px;
}
QToolTip { color: $text; background: $raised; border: 1px solid $line; }
"""
)


def dress(app: QApplication, settings: Settings) -> Colours:
    """Give the application its style, palette, font and sheet; answers the colours in use."""
    colours = COLOURS[settings.theme]
    app.setStyle("Fusion")
    app.setPalette(_palette(colours))
    font = QFont(_family())
    font.setPointSizeF(POINTS * settings.scale / 100)
    app.setFont(font)
    app.setStyleSheet(_sheet(colours, settings.scale))
    return colours


def font_file() -> Path | None:
    """The font that comes with the program; None when it is not installed."""
    found = importlib.util.find_spec(FONT_PACKAGE)
    for place in (found.submodule_search_locations or ()) if found else ():
        for path in Path(place).rglob(FONT_FILE):
            return path
    return None


def _family() -> list[str]:
    """Our own font first, then whatever the system has for characters it lacks."""
    own = font_file()
    families: list[str] = []
    if own is not None:
        for family in QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            if family == "Noto Sans SC":
                return [family]
        families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(own)))
    system = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return families or system[:1] or [QFont().family()]


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.ground), (role.WindowText, colours.text),
        (role.Base, colours.paper), (role.AlternateBase, colours.ground),
        (role.Text, colours.text), (role.PlaceholderText, colours.quiet),
        (role.Button, colours.raised), (role.ButtonText, colours.text),
        (role.ToolTipBase, colours.raised), (role.ToolTipText, colours.text),
        (role.Highlight, colours.accent), (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent), (role.LinkVisited, colours.accent),
        (role.BrightText, colours.danger), (role.Light, colours.paper),
        (role.Midlight, colours.raised), (role.Mid, colours.line), (role.Dark, colours.line),
        (role.Shadow, colours.line), (role.Accent, colours.accent),
    ):  # fmt: skip
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.quiet))
    return palette


def _sheet(colours: Colours, scale: int) -> str:
    """What the palette cannot say: quiet text, cards, the rail, and a focus that can be seen."""
    return SHEET.substitute(
        asdict(colours),
        title=TITLE_POINTS * scale / 100,
        code=CODE_POINTS * scale / 100,
        icons=Path(str(files("resources") / "icons")).as_posix(),
        theme="dark" if colours is DARK else "light",
    )
