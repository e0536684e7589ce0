"""Pictures as SVG. Each shows figures of the document that a table beside it also gives.

They are narrow, with every label above its bar, so that they can be read on a telephone and beside a table.
Nothing is told by colour alone: what differs has its own shape or its own words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from evaluation.report.words import decimal

WIDTH: Final = 340
LEFT, RIGHT = 4, 336
ROW: Final = 47
INK, MUTED, BAR, SECOND, TRACK, LINE = "#16191d", "#454c54", "#0b5a8a", "#8a4a00", "#e8eef2", "#76828d"

Interval = Mapping[str, Any]


@dataclass(slots=True)
class Picture:
    """An SVG that grows downwards.

    Attributes
    ----------
    name : id of the picture, unique on its page.
    title, description : what it shows, for those who do not see it.
    """

    name: str
    title: str
    description: str
    height: float = 6
    parts: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, *, size: float = 14, ink: str = INK, anchor: str = "start"
    ) -> None:
        """Write a line of text."""
        self.parts.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{ink}" text-anchor="{anchor}">'
            f"{escape(text)}</text>"
        )

    def rect(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        """Draw a bar."""
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0.0, width):.1f}" height="{height:g}" fill="{fill}"/>'
        )

    def line(
        self, x: float, y: float, x2: float, y2: float, *, ink: str = INK, width: float = 2, dash: str = ""
    ) -> None:
        """Draw a line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{ink}" '
            f'stroke-width="{width:g}"{dashed}/>'
        )

    def dot(self, x: float, y: float, *, ink: str = BAR) -> None:
        """Draw a round mark."""
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{ink}"/>')

    def diamond(self, x: float, y: float, *, ink: str = SECOND) -> None:
        """Draw a mark with corners."""
        self.parts.append(f'<path d="M{x:.1f} {y - 6.5:.1f}l6.5 6.5l-6.5 6.5l-6.5 -6.5z" fill="{ink}"/>')

    def svg(self) -> str:
        """Give the whole picture."""
        return (
            f'<svg viewBox="0 0 {WIDTH} {self.height + 6:.0f}" role="img" '
            f'aria-labelledby="{self.name}-t {self.name}-d" class="chart">'
            f'<title id="{self.name}-t">{escape(self.title)}</title>'
            f'<desc id="{self.name}-d">{escape(self.description)}</desc>{"".join(self.parts)}</svg>'
        )


@dataclass(frozen=True, slots=True)
class Scale:
    """From figures to places across the picture."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Give where a value lies, held inside the picture."""
        share = (value - self.low) / (self.high - self.low)
        return LEFT + 6 + (RIGHT - LEFT - 12) * min(1.0, max(0.0, share))


def _scale(values: Iterable[float | None], *also: float) -> Scale:
    known = [*(value for value in values if value is not None), *also]
    low, high = min(known), max(known)
    room = (high - low or 1.0) * 0.04
    return Scale(low - room, high + room)


def forest(
    name: str, title: str, rows: Sequence[tuple[str, Interval]], *, zero: str, shown: Any, mark: str = ""
) -> str:
    """Draw figures with their intervals, one a row, and a line for what they are held against.

    Parameters
    ----------
    rows : label and figure.
    zero : what the line at 0 means; without it there is none.
    shown : writes a figure with its interval.
    mark : the label of a row that is drawn apart.
    """
    picture = Picture(name, title, f"{len(rows)} rader med en punkt och ett intervall var; se tabellen.")
    ends = [one[end] for _, one in rows for end in ("value", "low", "high")]
    scale = _scale(ends, *([0.0] if zero else []))
    for label, one in rows:
        top = picture.height
        picture.text(LEFT, top + 13, label)
        picture.text(RIGHT, top + 13, shown(one), size=12.5, ink=MUTED, anchor="end")
        middle = top + 29
        picture.rect(LEFT, middle - 7, RIGHT - LEFT, 14, TRACK)
        if zero:
            picture.line(scale.at(0.0), middle - 10, scale.at(0.0), middle + 10, ink=MUTED, width=1.5)
        if one["value"] is not None:
            if one["low"] is not None:
                picture.line(scale.at(one["low"]), middle, scale.at(one["high"]), middle)
            (picture.diamond if label == mark else picture.dot)(scale.at(one["value"]), middle)
        picture.height += ROW
    if zero:
        picture.height += 14
        _below(picture, scale.at(0.0), zero)
    return picture.svg()


def _below(picture: Picture, x: float, text: str) -> None:
    anchor = "start" if x < 100 else "end" if x > WIDTH - 100 else "middle"
    picture.text(x, picture.height - 3, text, size=12.5, ink=MUTED, anchor=anchor)


def bars(name: str, title: str, rows: Sequence[tuple[str, float, str]], *, most: float) -> str:
    """Draw one bar a row, along all it could be.

    Parameters
    ----------
    rows : label, value, and the value in words.
    most : what a full bar stands for.
    """
    picture = Picture(name, title, f"{len(rows)} staplar; se tabellen.")
    for label, value, words in rows:
        top = picture.height
        picture.text(LEFT, top + 13, label)
        picture.text(RIGHT, top + 13, words, size=12.5, ink=MUTED, anchor="end")
        picture.rect(LEFT, top + 21, RIGHT - LEFT, 15, TRACK)
        picture.rect(LEFT, top + 21, (RIGHT - LEFT) * min(1.0, value / most) if most else 0, 15, BAR)
        picture.height += ROW
    return picture.svg()


def weights(name: str, title: str, rows: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> str:
    """Draw today's weight (a bar) and the learned one with its interval (a diamond on a line), by factor."""
    picture = Picture(name, title, "Staplar för dagens vikter, romber med intervall för lärda; se tabellen.")
    most = max((max(r["before"], r["high"] or 0, r["after"]) for r in rows), default=1) or 1
    scale = Scale(0, most * 1.04)
    for row in rows:
        top = picture.height
        picture.text(LEFT, top + 13, labels[row["factor"]])
        words = f"{decimal(row['before'])} → {decimal(row['after'])}"
        picture.text(RIGHT, top + 13, words, size=12.5, ink=MUTED, anchor="end")
        picture.rect(LEFT, top + 21, RIGHT - LEFT, 15, TRACK)
        picture.rect(LEFT + 6, top + 21, scale.at(row["before"]) - LEFT - 6, 15, "#7fb0cf")
        picture.line(scale.at(row["low"]), top + 28.5, scale.at(row["high"]), top + 28.5)
        picture.diamond(scale.at(row["after"]), top + 28.5)
        picture.height += ROW
    picture.height += 4
    picture.rect(LEFT, picture.height + 3, 22, 12, "#7fb0cf")
    picture.text(LEFT + 28, picture.height + 13, "dagens vikt", size=12.5, ink=MUTED)
    picture.diamond(LEFT + 140, picture.height + 9)
    picture.text(LEFT + 152, picture.height + 13, "lärd vikt med intervall", size=12.5, ink=MUTED)
    picture.height += 18
    return picture.svg()


def reliability(name: str, title: str, found: Sequence[Mapping[str, float]]) -> str:
    """Draw said chances against what came true, with the line where they are the same."""
    picture = Picture(name, title, f"{len(found)} punkter mot en rät linje; se tabellen.")
    left, top, side = 46, 12, 276

    def x(value: float) -> float:
        return left + side * value

    def y(value: float) -> float:
        return top + side * (1 - value)

    picture.rect(left, top, side, side, "#f6f9fb")
    for step in range(0, 101, 25):
        share = step / 100
        picture.line(left, y(share), left + side, y(share), ink="#cfd8de", width=1)
        picture.text(left - 6, y(share) + 4, f"{step}", size=12.5, ink=MUTED, anchor="end")
        picture.text(x(share), top + side + 17, f"{step}", size=12.5, ink=MUTED, anchor="middle")
    picture.line(x(0), y(0), x(1), y(1), ink=MUTED, width=1.5, dash="5 4")
    for one in found:
        picture.line(x(one["chance"]), y(one["low"]), x(one["chance"]), y(one["high"]))
        picture.dot(x(one["chance"]), y(one["share"]))
    picture.text(
        left + side / 2, top + side + 36, "sagd chans, procent", size=12.5, ink=MUTED, anchor="middle"
    )
    picture.parts.append(
        f'<text x="14" y="{top + side / 2:.0f}" font-size="12" fill="{MUTED}" text-anchor="middle" '
        f'transform="rotate(-90 14 {top + side / 2:.0f})">gick bra, procent</text>'
    )
    picture.height = top + side + 40
    return picture.svg()


def waterfall(name: str, title: str, base: float, rows: Sequence[tuple[str, float]]) -> str:
    """Draw how points add up to the score, one step a row."""
    picture = Picture(name, title, f"{len(rows)} steg som läggs till varandra; se tabellen.")
    total = base
    scale = Scale(0, max(1.0, base + sum(points for _, points in rows)) * 1.04)
    for label, points in _steps(base, rows):
        top = picture.height
        picture.text(LEFT, top + 13, label)
        picture.text(RIGHT, top + 13, decimal(points, 1), size=12.5, ink=MUTED, anchor="end")
        picture.rect(LEFT, top + 19, RIGHT - LEFT, 13, TRACK)
        begins = 0.0 if label == SUM else total
        fill = SECOND if label == SUM else BAR
        picture.rect(
            scale.at(begins), top + 19, max(1.5, scale.at(begins + points) - scale.at(begins)), 13, fill
        )
        total = total if label == SUM else total + points
        picture.height += ROW - 6
    return picture.svg()


SUM: Final = "Tillsammans"


def _steps(base: float, rows: Sequence[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    if base:
        yield "Grund", base
    yield from rows
    yield SUM, base + sum(points for _, points in rows)
