"""The lines of the form in which a case is described; screens choose which parts they show."""

from __future__ import annotations

from desktop.widgets.form import Form
from desktop.workbench import Workbench
from evidence.facts import LINES as LINE_IDS
from evidence.papers.content.wordings import LINES
from evidence.words import mark, say

A_DAY = "2026-03-01"
A_TIME = "2026-03-01 10:22"
DATUMS = {
    "": mark("datum not known"),
    "gcj02": mark("GCJ-02 (Amap, Tencent)"),
    "wgs84": mark("WGS-84 (satellite)"),
    "bd09": mark("BD-09 (Baidu)"),
}
SOURCES = {
    "commission": mark("from the commission"),
    "speaker": mark("from a person's statement"),
    "system": mark("from the insurer's system"),
    "unstated": mark("source not stated"),
}


class CaseForm(Form):
    """`source` says where what is typed now comes from."""

    def __init__(self, bench: Workbench, form: str, subject: str) -> None:
        super().__init__(bench, form, subject)
        self._text = bench.text

    def add_head(self) -> None:
        """What a new case is called."""
        text = self._text
        self.line("title", text(say("Title")), hint=text(say("short, for lists")))
        self.choice("line", text(say("Line")), {line: text(LINES[line]) for line in LINE_IDS})
        self.line("number", text(say("Case number")), hint=text(say("given by itself")))

    def add_claim(self) -> None:
        """The claim, and who commissioned the work."""
        text = self._text
        self.part(text(say("Claim")))
        self.line("claim_no", text(say("Claim no.")))
        self.line("cause", text(say("Title of the case")))
        self.line("principal", text(say("Commissioned by")))
        self.line("reporter", text(say("Person who reported the loss")))
        self.line("reporter_phone", text(say("Telephone")))

    def add_loss(self) -> None:
        """When and where it happened, as stated."""
        text = self._text
        self.part(text(say("Loss, as stated")))
        self.line("loss_time", text(say("Time of the loss")), hint=self._such(A_TIME))
        self.line("report_time", text(say("Time of the report")), hint=self._such(A_TIME))
        self.line("loss_place", text(say("Place of loss")))
        self.line(
            "loss_spot", text(say("Latitude, longitude")), hint=self._such("25.8311,114.9335")
        )
        self.choice(
            "datum",
            text(say("Datum")),
            {name: text(mean) for name, mean in DATUMS.items()},
            text(say("Maps of different makers place the same spot hundreds of metres apart.")),
        )

    def add_policy(self) -> None:
        """What is insured, and since when."""
        text = self._text
        self.part(text(say("Policy and vehicle")))
        self.line("policy_no", text(say("Policy number")))
        self.line("insurer", text(say("Insurer")))
        self.line("policy_begins", text(say("Insured from")), hint=self._such(A_DAY))
        self.line("policy_ends", text(say("Insured until")), hint=self._such(A_DAY))
        self.line("plate", text(say("Plate")))
        self.line("vin", text(say("VIN")))
        self.line("make_model", text(say("Make and model")))

    def add_clocks(self, *, whole: bool) -> None:
        """The days from which the clocks of the case are counted."""
        text, such = self._text, self._such(A_DAY)
        self.part(text(say("Days the clocks count from")))
        self.line(
            "claimed", text(say("Claim received")), hint=such,
            tip=text(say("The day the insurer received the claim; the period for its decision "
                         "runs from it.")),
        )  # fmt: skip
        if whole:
            self.line("decided", text(say("Claim decided")), hint=such)
            self.line("refused", text(say("Refusal decided")), hint=such)
            self.line("refusal_told", text(say("Refusal told")), hint=such)
            self.line("paid", text(say("First payment made")), hint=such)

    def _such(self, example: str) -> str:
        """An example that nobody takes for something filled in."""
        return self._text(say("e.g. {example}", example=example))

    def add_source(self) -> None:
        """Where what is typed comes from."""
        self.choice(
            "source",
            self._text(say("Source of what you type")),
            {name: self._text(mean) for name, mean in SOURCES.items()},
        )
