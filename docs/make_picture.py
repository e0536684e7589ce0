# ruff: noqa: INP001 - a script beside the picture that it draws
"""Draws docs/explained-match.svg: the first suggestion that the matcher gives one invented participant.

Every word and figure comes from the matcher's answer; nothing is worked out here. `make picture` writes the
file, and tests/docs holds it to the answer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Final

from data.reference import context
from data.synthetic import TODAY, municipality
from matcher import Assessment, Contribution, Ranking, Slot, Verdict, rank
from matcher.factors import FACTORS

PICTURE: Final = Path(__file__).with_name("explained-match.svg")
PARTICIPANT: Final = "D0271"
"""Whose answer has some of everything: reasons, a lack, something unknown, a near miss, a question."""

WIDTH: Final = 960
EDGE: Final = 32
LEFT, LEFT_WIDTH = EDGE, 500
RIGHT, RIGHT_WIDTH = 580, 348
FONT: Final = "'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
INK, MUTED, BAR, TRACK, LINE = "#16191d", "#454c54", "#0b5a8a", "#eef2f5", "#76828d"
MET, ASK = "#1c6537", "#8a4a00"
PARTY: Final = {"participant": "deltagaren", "employer": "arbetsgivaren"}

_NARROW: Final = dict.fromkeys("iljI.,:;|'!", 0.33) | dict.fromkeys('frt()-/ ”"', 0.45)
_WIDE: Final = dict.fromkeys("mwMW%", 0.98)


def measure(text: str, size: float) -> float:
    """Give a width in pixels that no common sans-serif font goes beyond, DejaVu Sans the widest of them."""
    wide = _NARROW | _WIDE
    return size * sum(wide.get(c, 0.76 if c.isupper() else 0.64) for c in text)


def wrap(text: str, size: float, width: float) -> list[str]:
    """Break a text into lines that are no wider than `width`; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def number(value: float) -> str:
    """Write a number with two decimals and a decimal comma."""
    return f"{value:.2f}".replace(".", ",")


@dataclass(slots=True)
class Column:
    """A column of elements, filled from the top.

    Attributes
    ----------
    x, y, width : left edge, where the next line begins, and how wide a line may be.
    """

    x: float
    y: float
    width: float
    parts: list[str]

    def text(
        self, text: str, size: float = 14, *, ink: str = INK, bold: bool = False, indent: float = 0
    ) -> None:
        """Write a paragraph."""
        weight = ' font-weight="600"' if bold else ""
        for line in wrap(text, size * (1.06 if bold else 1), self.width - indent):
            self.y += size * 1.4
            self.parts.append(
                f'<text x="{self.x + indent:g}" y="{self.y - size * 0.35:.1f}" font-size="{size:g}" '
                f'fill="{ink}"{weight}>{escape(line, quote=False)}</text>'
            )

    def heading(self, text: str) -> None:
        """Write a heading with a line under it."""
        self.text(text, 17, bold=True)
        self.y += 4
        self.parts.append(
            f'<path d="M{self.x:g} {self.y:.1f}h{self.width:g}" stroke="{LINE}" stroke-width="1"/>'
        )
        self.y += 6


def _bar(column: Column, part: Contribution, label: str) -> None:
    """Draw one factor: its name, its points as a bar along all it could give, and its sentence."""
    column.y += 8
    top = column.y
    column.text(label, 14, bold=True)
    figure = f"{number(part.points)} av {part.weight:g}"
    column.parts.append(
        f'<text x="{column.x + column.width:g}" y="{column.y - 5:.1f}" font-size="14" fill="{INK}" '
        f'text-anchor="end">{figure}</text>'
    )
    scale = 230 / 30  # pixels a point: the largest weight fills the space between name and figure
    x, height = column.x + 152, 13
    y = top + 4
    column.parts.append(
        f'<rect x="{x:g}" y="{y:.1f}" width="{part.weight * scale:.1f}" height="{height}" fill="{TRACK}" '
        f'stroke="{LINE}"/>'
    )
    if part.points > 0:
        column.parts.append(
            f'<rect x="{x:g}" y="{y:.1f}" width="{part.points * scale:.1f}" height="{height}" fill="{BAR}"/>'
        )
    column.text(part.text, 13, ink=MUTED)


def _met(x: float, y: float) -> str:
    return (
        f'<circle cx="{x + 8:g}" cy="{y:.1f}" r="8" fill="{MET}"/>'
        f'<path d="M{x + 4:g} {y + 0.3:.1f}l3 3.2l5.2 -6.4" fill="none" stroke="#fff" stroke-width="2"/>'
    )


def _unknown(x: float, y: float) -> str:
    return (
        f'<rect x="{x + 0.5:g}" y="{y - 7.5:.1f}" width="15" height="15" rx="3" fill="#fff" stroke="{ASK}" '
        f'stroke-width="1.5"/><text x="{x + 8:g}" y="{y + 4.5:.1f}" font-size="12" font-weight="700" '
        f'fill="{ASK}" text-anchor="middle">?</text>'
    )


def _requirements(column: Column, heading: str, verdicts: Iterable[Verdict]) -> None:
    listed = list(verdicts)
    if not listed:
        return
    column.y += 6
    column.text(f"{heading}: {len(listed)}", 14, bold=True)
    for verdict in listed:
        column.y += 4
        mark = _met if verdict.outcome == "pass" else _unknown
        column.parts.append(mark(column.x, column.y + 9.5))
        column.text(verdict.text, 13, indent=26)


@dataclass(frozen=True, slots=True)
class Box:
    """A framed box: a heading, what is most important, and a sentence."""

    fill: str
    edge: str
    heading: str
    main: str
    sentence: str


def _boxes(y: float, boxes: Sequence[Box]) -> Iterator[Column]:
    """Draw boxes side by side, all as high as the highest."""
    gap = 20
    width = (WIDTH - 2 * EDGE - gap * (len(boxes) - 1)) / len(boxes)
    insides = []
    for i, box in enumerate(boxes):
        inside = Column(EDGE + i * (width + gap) + 16, y + 10, width - 32, [])
        inside.text(box.heading, 15, bold=True)
        inside.text(box.main, 14, bold=True)
        inside.text(box.sentence, 14)
        insides.append(inside)
    height = max(inside.y for inside in insides) + 12 - y
    for box, inside in zip(boxes, insides, strict=True):
        frame = (
            f'<rect x="{inside.x - 16:g}" y="{y:.1f}" width="{width:g}" height="{height:.1f}" rx="6" '
            f'fill="{box.fill}" stroke="{box.edge}"/>'
        )
        yield Column(inside.x, y + height, inside.width, [frame, *inside.parts])


def name(slot: Slot) -> str:
    """Name a place: title and employer."""
    return f"{slot.title}, {slot.employer_name}"


def why(found: Assessment) -> str:
    """Give the sentences of the three factors that add most."""
    most = sorted((part for part in found.contributions if part.points > 0), key=lambda part: -part.points)
    return " ".join(part.text for part in most[:3])


def answer() -> tuple[Ranking, dict[str, Slot]]:
    """Ask the matcher about the participant of the picture."""
    town = municipality()
    people = [person for person in town.participants if person.id == PARTICIPANT]
    (ranking,) = rank(people, town.slots, context(date=TODAY))
    if not (ranking.suggestions and ranking.near_misses and ranking.questions):
        raise SystemExit(
            f"the answer for {PARTICIPANT} no longer shows everything: choose another PARTICIPANT"
        )
    return ranking, {slot.id: slot for slot in town.slots}


def _body(ranking: Ranking, slots: dict[str, Slot]) -> Iterator[Column]:
    found = ranking.suggestions[0].assessment
    slot = slots[found.slot_id]
    head = Column(EDGE, 26, WIDTH - 2 * EDGE, [])
    head.text(f"Förslag för deltagare {PARTICIPANT} – du bestämmer", 14, ink=MUTED)
    head.text(str(slot.title), 26, bold=True)
    head.text(str(slot.employer_name), 15, ink=MUTED)
    head.y += 6
    head.text(why(found), 16)
    head.y += 14
    yield head

    left = Column(LEFT, head.y, LEFT_WIDTH, [])
    left.heading("Så räknar systemet")
    labels = {factor.id: factor.label.sv for factor in FACTORS}
    for part in found.contributions:
        _bar(left, part, labels[part.factor])
    left.y += 14
    left.parts.append(f'<path d="M{LEFT} {left.y:.1f}h{LEFT_WIDTH}" stroke="{LINE}"/>')
    left.y += 6
    left.text(f"Tillsammans {number(found.score)} av 100 poäng", 16, bold=True)
    yield left

    right = Column(RIGHT, head.y, RIGHT_WIDTH, [])
    right.heading("Vad platsen kräver")
    _requirements(right, "Inte känt ännu", found.unknown)
    _requirements(right, "Uppfyllt", [v for v in found.requirements if v.outcome == "pass"])
    yield right

    miss, question = ranking.near_misses[0], ranking.questions[0]
    changes = "; ".join(f"{change.text} ({PARTY[change.by]})" for change in miss.changes)
    opened = f"Öppnas av: {changes}. Får då {number(miss.score_if_opened)} av 100 poäng."
    near = Box("#fff8ec", ASK, "Nära, men något hindrar", name(slots[miss.slot_id]), opened)
    places = f"Svaret kan avgöra {question.opens} {'plats' if question.opens == 1 else 'platser'}."
    yield from _boxes(
        max(left.y, right.y) + 22, [near, Box("#eef5fb", BAR, "Bra att fråga", question.text, places)]
    )


def draw() -> str:
    """Draw the picture: an SVG document that needs no font, script or style from elsewhere."""
    ranking, slots = answer()
    found = ranking.suggestions[0].assessment
    columns = list(_body(ranking, slots))
    height = round(max(column.y for column in columns)) + 26
    title = f"Ett förklarat förslag: {name(slots[found.slot_id])}"
    told = (
        f"{why(found)} {number(found.score)} av 100 poäng. {len(found.unknown)} krav är inte kända och "
        f"{len(found.requirements) - len(found.unknown)} är uppfyllda. Alla uppgifter är påhittade."
    )
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-labelledby="title desc" lang="sv" font-family="{FONT}">'
    )
    lines = [
        opening,
        f'<title id="title">{escape(title, quote=False)}</title>',
        f'<desc id="desc">{escape(told, quote=False)}</desc>',
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{height - 2}" rx="10" fill="#fff" stroke="{LINE}"/>',
        *(part for column in columns for part in column.parts),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8", newline="\n")
