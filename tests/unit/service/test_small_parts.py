"""Small numbers: nothing below five is told of a part, nor can it be worked out from the rest."""

from itertools import product

from service.accounts.small import FEW, FEWEST, HIDDEN, MOST, parts


def fits(told: list[object], cell: tuple[int, int], place: int) -> bool:
    """Say whether a part may be what it is told to be."""
    said, (number, rest) = told[place], cell
    if said is FEW:
        return number < FEWEST
    if said is MOST:
        return number >= FEWEST > rest
    return said is HIDDEN or said == number


def test_no_small_part_can_be_worked_out() -> None:
    """Every other town that would be told the same is a town that a reader must think possible."""
    sizes = (0, 3, 4, 5, 9)
    for numbers in product(sizes, repeat=3):
        cells = [(number, 20) for number in numbers]
        told, summed = parts(cells)
        for place, number in enumerate(numbers):
            assert told[place] == number or number < FEWEST or told[place] is HIDDEN
            assert not (isinstance(told[place], int) and number < FEWEST)
        if not summed:
            continue
        possible = [
            other
            for other in product(range(sum(numbers) + 1), repeat=3)
            if sum(other) == sum(numbers) and all(fits(list(told), (n, 20), i) for i, n in enumerate(other))
        ]
        for place, number in enumerate(numbers):
            if number < FEWEST:
                assert len({other[place] for other in possible}) > 1, (numbers, told)


def test_nearly_all_is_told_as_little_as_hardly_any() -> None:
    told, summed = parts([(30, 2), (20, 20), (40, 40)])
    assert (told, summed) == ([MOST, HIDDEN, 40], True)
    assert parts([(9, 9)]) == ([9], True)
    assert parts([(2, 9), (1, 9)]) == ([FEW, FEW], False)
