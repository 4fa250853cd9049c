"""What became of a hand-off: whether the medium can be taken out, and the digest to note down."""

from __future__ import annotations

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from desktop.actions.handing_off import HandedOver
from desktop.appearance import Colours
from desktop.widgets.column import Card, line_of
from desktop.widgets.report_card import ReportCard, grouped, shortened
from desktop.widgets.text import Label, button, set_look, set_tip
from evidence.words import Phrase, Words, say


class ResultCard(Card):
    """Called "handoff-result"; its sentence "handoff-safe", the digest "manifest"."""

    def __init__(self, words: Words, colours: Colours, answer: HandedOver) -> None:
        super().__init__()
        self.setObjectName("handoff-result")
        bag = answer.bag
        safe = Label(words.text(_sentence(answer)), "title")
        safe.setObjectName("handoff-safe")
        palette = safe.palette()
        colour = QColor(colours.good if answer.safe else colours.danger)
        palette.setColor(QPalette.ColorRole.WindowText, colour)
        safe.setPalette(palette)
        self.rows.addWidget(safe)
        if answer.trouble is not None:
            self.rows.addWidget(Label(words.text(answer.trouble.what)))
        written = say("{name}: {files} files, {exhibits} exhibits, each read back from the medium.",
                      name=shortened(bag.path.name), files=bag.files,
                      exhibits=bag.exhibits)  # fmt: skip
        where = Label(words.text(written))
        set_tip(where, str(bag.path))
        self.rows.addWidget(where)
        note = say("Note this down on the receipt: SHA-256 of tagmanifest-sha256.txt, which fixes"
                   " every byte of the bag.")  # fmt: skip
        self.rows.addWidget(Label(words.text(note), "quiet"))
        manifest = Label(grouped(bag.manifest))
        manifest.setObjectName("manifest")
        set_look(manifest, "code")
        self.rows.addWidget(manifest)
        copy = button(words.text(say("Copy the digest")))
        copy.setObjectName("copy-manifest")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(bag.manifest))
        self.rows.addLayout(line_of(copy))
        if answer.report is not None:
            self.rows.addWidget(ReportCard(words, answer.report))


def _sentence(answer: HandedOver) -> Phrase:
    if answer.safe:
        return say("Written, read back and verified. It can be removed safely now.")
    if answer.report is None:
        return say(
            "Written and recorded, but not verified. Verify the bag before you hand it over."
        )
    return say("The bag on the medium is not as it was written. Do not hand it over; write it anew"
               " onto another medium.")  # fmt: skip
