"""
The two views of a pair: both pictures are fetched, and laid so that like things lie alike.

Pictures that are one picture share a scene: the right one is drawn where it lies on the left
one, turned and mirrored as recorded. Others keep their own shape and only move together.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QTransform

from desktop.actions.searching import look_at
from desktop.models.pair import Pair, Side
from desktop.widgets.laid import both
from desktop.widgets.picture_view import PictureView, Scene, Sight
from desktop.workbench import Workbench
from evidence.progress import Progress
from evidence.words import Phrase, say


class PairViews(QObject):
    """`arrived` is emitted whenever one of the pictures is here."""

    arrived = Signal()

    def __init__(self, bench: Workbench, name: str, longest: int, owner: QObject) -> None:
        super().__init__(owner)
        self._bench = bench
        self._longest = longest
        self._pair: Pair | None = None
        self._loading: list[Progress] = []
        self.images: list[QImage | None] = [None, None]
        self.locked = True
        self.marked = True
        self.sight = Sight()
        self._own = Sight()
        self.views = [PictureView(bench.colours, "", self.sight) for _ in range(2)]
        for number, view in enumerate(self.views):
            view.setObjectName(f"{name}-picture-{number + 1}")

    def show(self, pair: Pair) -> None:
        """Show another pair; its pictures follow when they are made."""
        self._pair = pair
        for progress in self._loading:
            progress.stop()
        self._loading = []
        self.images = [None, None]
        for number, side in enumerate((pair.left, pair.right)):
            view = self.views[number]
            view.setVisible(side is not None)
            if side is not None:
                view.setAccessibleName(self.title(side))
                view.set_marks(())
                self._fetch(pair, number, side)
        self.lay()

    def title(self, side: Side) -> str:
        """What stands under a picture: where it is from, its number and name."""
        if side.file is not None:
            return self._bench.text(say("Not taken in: {name}", name=side.file.name))
        here = self._pair is not None and side.case == self._pair.left.case
        if here:
            return f"{side.number}  {side.name}"
        return self._bench.text(
            say(
                "Case {case}: {number} {name}",
                case=side.case_number or side.case[:8],
                number=side.number,
                name=side.name,
            )
        )

    def lay(self) -> None:
        """Draw what is here, as `locked` and `marked` say."""
        pair = self._pair
        if pair is None:
            return
        bounds = self._bounds(pair)
        self.views[1].look_with(self.sight if self.locked else self._own)
        self.sight.see_all(bounds)
        self._own.see_all(QRectF(0, 0, 1, 1))
        how = pair.lying()
        marks = (how.first_marks, how.second_marks) if self.marked else ((), ())
        for number, view in enumerate(self.views):
            image = self.images[number]
            if image is not None:
                view.show_picture(image, self._scene(pair, number))
                points = tuple(each[number] for each in how.points) if self.marked else ()
                view.set_marks(marks[number], points)

    def onto_left(self) -> QTransform:
        """From places of the right picture to places of the left one."""
        return self._pair.lying().onto if self._pair is not None else QTransform()

    def _bounds(self, pair: Pair) -> QRectF:
        laid = self.locked and pair.alike and pair.right is not None
        return both(pair.lying().onto) if laid else QRectF(0, 0, 1, 1)

    def _scene(self, pair: Pair, number: int) -> Scene | None:
        left = self.images[0]
        if not (self.locked and pair.alike) or left is None:
            return None
        onto = pair.lying().onto if number else QTransform()
        return Scene(QSizeF(left.size()), self._bounds(pair), onto)

    def _fetch(self, pair: Pair, number: int, side: Side) -> None:
        view = self.views[number]
        if side.file is None and not side.number:
            view.say(self._bench.text(say("This picture is not in this workspace any more.")))
            return
        view.say(self._bench.text(say("The picture is being made…")))
        here = partial(self._here, pair, number)
        if side.file is not None:
            self._loading.append(look_at(self._bench, self, side.file, self._longest, here))
        else:
            self._loading.append(
                self._bench.pictures.preview(self, side.case, side.exhibit, self._longest, here)
            )

    def _here(self, pair: Pair, number: int, made: QImage | Phrase) -> None:
        if pair is not self._pair:
            return
        if isinstance(made, Phrase):
            self.views[number].say(self._bench.text(made))
        else:
            self.images[number] = made
            self.lay()
        self.arrived.emit()
