"""The map of delegations as a drawing: land in braille, numbers of statements, a list by region.

The projection is equirectangular; a braille character (Unicode 2800 to 28FF) has two by four dots.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from summit_tui.archive.wording import region_in_words
from summit_tui.canvas import Canvas, Ink, wrap_words
from summit_tui.i18n import gettext, ngettext
from summit_tui.manual.layout import cell_width
from summit_tui.worldmap import Point, World, land_rings, region_title

WEST, EAST, NORTH, SOUTH = -170.0, 190.0, 78.0, -56.0
"""What the map shows, in degrees: east of the date line it goes on as in the west."""
_DOTS: Final = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
"""The bits of the dots of a braille character, row by row."""
_BLANK: Final = 0x2800
_NEAR: Final = ((0, 0), (-2, 0), (2, 0), (0, 1), (0, -1), (3, 1), (-3, 1), (3, -1), (4, 0), (-4, 0))
"""Cells beside a place, to which its number may move where another one stands."""
NONE: Final = "o"
_COLUMN: Final = 28
"""Cells of a column of the list."""
_ROOMY: Final = 28


@dataclass(frozen=True, slots=True)
class Label:
    """The number of a place on the map: the cell of its first figure, and the figures."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Measures:
    """How map and list share a rectangle."""

    left: int
    width: int
    height: int
    """Rows of the map; its line and what stands below it have the rest."""


def measure(width: int, height: int) -> Measures:
    """Return how map and list share a rectangle: the width of the map decides its height."""
    below = 9 if height >= _ROOMY else 4 if height >= 12 else 2
    rows = max(1, min(map_rows(width), height - below))
    columns = min(width, max(1, int(width * rows / max(1, map_rows(width)))))
    return Measures((width - columns) // 2, columns, rows)


def map_rows(width: int) -> int:
    """Return how many rows a map of a width has, so that a degree is as high as wide."""
    return max(1, round(width * 2 * (NORTH - SOUTH) / (EAST - WEST) / 4))


def cell(point: Point, width: int, rows: int) -> tuple[int, int]:
    """Return the cell of a point on a map of `width` by `rows` cells."""
    east, north = point
    east += 360 * (east < WEST)
    x = int((east - WEST) / (EAST - WEST) * width)
    y = int((NORTH - north) / (NORTH - SOUTH) * rows)
    return max(0, min(x, width - 1)), max(0, min(y, rows - 1))


@lru_cache(maxsize=4)
def land(width: int, rows: int) -> Sequence[str]:
    """Return the land as rows of braille characters, and spaces where there is none."""
    across, down = 2 * width, 4 * rows
    crossings: list[list[float]] = [[] for _ in range(down)]
    for ring in land_rings():
        for before, after in pairwise(ring):
            _cross(before, after, down, crossings)
    dots = [bytearray(across) for _ in range(down)]
    for row, columns in zip(dots, crossings, strict=True):
        columns.sort()
        for begin, end in zip(columns[::2], columns[1::2], strict=False):
            for shift in (0, 360):  # what lies west of the edge comes in again in the east
                first = round((begin + shift - WEST) / (EAST - WEST) * across)
                last = round((end + shift - WEST) / (EAST - WEST) * across)
                for x in range(max(first, 0), min(last, across)):
                    row[x] = 1
    return [_braille(dots[4 * row : 4 * row + 4], width) for row in range(rows)]


def _cross(before: Point, after: Point, down: int, crossings: list[list[float]]) -> None:
    """Note where a side of an outline crosses the middle of each row of dots."""
    (east, north), (other_east, other_north) = before, after
    high, low = max(north, other_north), min(north, other_north)
    scale = (NORTH - SOUTH) / down
    first, last = int((NORTH - high) / scale) - 1, int((NORTH - low) / scale) + 1
    for y in range(max(0, first), min(last, down)):
        middle = NORTH - (y + 0.5) * scale
        if low <= middle < high:
            share = (north - middle) / (north - other_north)
            crossings[y].append(east + share * (other_east - east))


def _braille(dots: Sequence[bytearray], width: int) -> str:
    line = ""
    for x in range(width):
        bits = sum(bit for at, bit in enumerate(_DOTS) if dots[at // 2][2 * x + at % 2])
        line += chr(_BLANK + bits) if bits else " "
    return line


def labels(world: World, measures: Measures) -> Mapping[int, Label]:
    """Return where the numbers stand, by index; a number without a free cell near by is left out.

    The greatest come first, and those who are not quoted last.
    """
    taken: set[tuple[int, int]] = set()
    placed: dict[int, Label] = {}
    for at in sorted(world.placed, key=lambda at: -world.represented[at].count):
        of = world.represented[at]
        if of.point is None:
            continue
        text = f"{of.count:,}" if of.count else NONE
        x, y = cell(of.point, measures.width, measures.height)
        for dx, dy in _NEAR:
            column = min(x + dx, measures.width - len(text))
            cells = {(column + step, y + dy) for step in range(-1, len(text) + 1)}
            if column >= 0 and 0 <= y + dy < measures.height and not cells & taken:
                taken |= {(column + step, y + dy) for step in range(len(text))}
                placed[at] = Label(measures.left + column, y + dy, text)
                break
    return placed


def nearest(placed: Mapping[int, Label], at: int, down: int, right: int) -> int:
    """Return the index of the nearest place in a direction, or `at` where there is none."""
    here = placed.get(at)
    if here is None:
        return next(iter(placed), at)

    def distances(other: Label) -> tuple[int, int]:
        x, y = other.x - here.x, 2 * (other.y - here.y)  # a cell is twice as high as wide
        return (x * right, abs(y)) if right else (y * down, abs(x))

    ahead = {
        index: along + 2 * aside
        for index, label in placed.items()
        for along, aside in [distances(label)]
        if along > 0 and aside <= 3 * along
    }
    return min(ahead, key=lambda index: ahead[index]) if ahead else at


def draw_map(
    canvas: Canvas, world: World, placed: Mapping[int, Label], measures: Measures, at: int | None
) -> None:
    """Draw land and numbers; the chosen one has its name."""
    for y, line in enumerate(land(measures.width, measures.height)):
        canvas.put_narrow(measures.left, y, line, "rule")
    for index, label in placed.items():
        count = world.represented[index].count
        shade: Ink = "heat3" if count >= 8 else "heat2" if count >= 3 else "heat1"
        canvas.put(label.x, label.y, label.text, shade)
    if at is not None and (chosen := placed.get(at)):
        of = world.represented[at]
        words = f"{chosen.text} {of.name}"
        if chosen.x + cell_width(words) <= canvas.width:
            canvas.put(chosen.x, chosen.y, words, "chosen")
        else:
            end = chosen.x + len(chosen.text)
            canvas.right(end, chosen.y, f"{of.name} {chosen.text}", "chosen")


def draw_details(canvas: Canvas, y: int, of: World, at: int, note: str) -> None:
    """Draw a line and below it who is chosen, the one at an index, as far as there is room."""
    canvas.rule(y, note)
    chosen = of.represented[at]
    end = canvas.put(0, y + 1, chosen.name, "name")
    if chosen.count:
        number = ngettext("{number} statement", "{number} statements", chosen.count)
    elif of.is_limited:
        number = gettext("no statement that the query finds")
    else:
        number = gettext("not quoted in these sources")
    region = region_in_words(chosen.region) or gettext("region not stated")
    canvas.put(end + 2, y + 1, f"{region} · {number}", "muted")
    room = canvas.height - y - 2
    for line, words in enumerate(wrap_words(chosen.summary, min(72, canvas.width), room), y + 2):
        canvas.put(0, line, words)


def list_columns(world: World, height: int) -> list[list[str | int]]:
    """Return the list in columns: headings and the indexes under them; no text is a gap."""
    columns: list[list[str | int]] = [[]]
    heading = ""
    for at, of in enumerate(world.represented):
        title = region_title(of)
        rows: list[str | int] = [at]
        if title != heading:
            rows = [*([""] if columns[-1] else []), title, at]
        if len(columns[-1]) + len(rows) > height and columns[-1]:
            columns.append([])
            rows = [title, at]
        columns[-1] += rows
        heading = title
    return columns


def draw_list(canvas: Canvas, y: int, world: World, at: int | None) -> None:
    """Draw the list from row `y` on, scrolled by columns to the chosen one."""
    columns = list_columns(world, max(2, canvas.height - y))
    shown = max(1, (canvas.width + 2) // (_COLUMN + 2))
    here = next((number for number, column in enumerate(columns) if at in _indexes(column)), 0)
    first = max(0, min(here - shown + 1, len(columns) - shown)) if here >= shown else 0
    for number, column in enumerate(columns[first : first + shown]):
        x = number * (_COLUMN + 2)
        for line, item in enumerate(column, y):
            if isinstance(item, str):
                canvas.put(x, line, item, "label", _COLUMN)
                continue
            of = world.represented[item]
            ink: Ink = "chosen" if item == at else "text" if of.count else "muted"
            canvas.put(x + 1, line, of.name, ink, _COLUMN - 8)
            canvas.right(x + _COLUMN, line, f"{of.count:,}" if of.count else "·", ink)


def _indexes(column: Iterable[str | int]) -> list[int]:
    return [item for item in column if isinstance(item, int)]


def summary(world: World, placed: Mapping[int, Label]) -> str:
    """Return how many stand on the map and how many do not, in words."""
    on_map = len(placed)
    away = len(world.represented) - on_map
    if not away:
        return gettext("{number} on the map", number=on_map)
    return gettext("{number} on the map · {away} in the list alone", number=on_map, away=away)
