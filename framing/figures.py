"""The words of a sentence -> the same with every number in digits, so that equal numbers are equal words.

In come tokens, out come the words in small letters, with "six hundred and nine" as ``609``, "$61.4 million" as
``61400000`` and "a third" as ``33``, as a percentage would have it. What may be no number stays a word: "one", "a
quarter past", "second".
"""

import re
from collections.abc import Iterator, Sequence

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
UNITS = dict(zip((*ONES, *TENS), (*range(1, 20), *range(20, 100, 10)), strict=True))
"""Number words below a hundred."""
SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1000, "lakh": 100_000, "million": 10**6, "crore": 10**7, "billion": 10**9,
}
"""Words that multiply the number before them."""
SHORT_SCALES = {"k": 1000, "m": 10**6, "bn": 10**9}
"""The same after a sum of money; elsewhere "m" may be metres."""
SHARES = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
"""Parts of a whole, which are told as percentages, too."""
ENDINGS = ("st", "nd", "rd", "th", "s")
"""What may follow a number in digits and is no word of its own."""
MONEY = "$€£"
WHOLE = 2**53
"""Below this a float holds every whole number."""
POSSESSIVE = re.compile(r"['’]s?\Z")


def words(tokens: Sequence[str]) -> list[str]:
    """Return the words and numbers of tokens in the form in which sentences are compared.

    Parameters
    ----------
    tokens : sequence of str
        As `framing.features.TOKEN` finds them.

    Examples
    --------
    >>> words(["Six", "hundred", "and", "nine", "of", "the", "port’s", "1,200", "ships", "left"])
    ['609', 'of', 'the', 'port', '1200', 'ships', 'left']
    >>> words(["$", "61.4", "million", ",", "a", "third", "of", "the", "twenty-two", "boats"])
    ['61400000', '33', 'of', 'the', '22', 'boats']
    """
    parts = [part for token in tokens for part in _parts(token)]
    return list(_read(parts))


def _parts(token: str) -> list[str]:
    """Return a token as words in small letters: a compound of long words or of numbers in its parts."""
    if not token[0].isalpha():
        return [token.replace(",", "").rstrip(".:")] if token[0].isdecimal() else [token] * (token in MONEY)
    parts = POSSESSIVE.sub("", token).lower().replace("’", "'").split("-")
    is_number = all(part in UNITS or part in SCALES or part.rstrip("s") in SHARES for part in parts)
    return parts if is_number or all(len(part) > 2 for part in parts) else ["-".join(parts)]


def _read(parts: Sequence[str]) -> Iterator[str]:
    """Yield words, and numbers in digits."""
    place = 0
    while place < len(parts):
        value, end = _number(parts, place)
        if value is not None:
            yield _digits(value)
        elif parts[place] not in MONEY:
            yield parts[place]
        place = end


def _number(parts: Sequence[str], place: int) -> tuple[float | None, int]:
    """Return the number that begins at a place, None where there is none, and the place after it."""
    first, following = parts[place], parts[place + 1] if place + 1 < len(parts) else ""
    is_one = first in ("a", "an", "one")
    is_share = not following.startswith("quarter") or parts[place + 2 : place + 3] == ["of"]
    if (share := SHARES.get(following.removesuffix("s"))) and (is_one or first in UNITS) and is_share:
        return round(100 * UNITS.get(first, 1) / share), place + 2
    if first == "half" and (following == "of" or (place and parts[place - 1] in ("by", "than"))):
        return 50, place + 1
    if first[0].isdecimal():
        return _after_digits(parts, place)
    if (first in UNITS and not is_one) or (is_one and following in SCALES):
        return _spelt(parts, place)
    return None, place + 1


def _after_digits(parts: Sequence[str], place: int) -> tuple[float | None, int]:
    """Return the number in digits at a place with the scale after it; None for times and dates."""
    try:
        value = float(parts[place])
    except ValueError:
        return None, place + 1
    following = parts[place + 1] if place + 1 < len(parts) else ""
    scales = SCALES | SHORT_SCALES if place and parts[place - 1] in MONEY else SCALES
    if following in scales:
        return value * scales[following], place + 2
    return value, place + 1 + (following in ENDINGS)


def _spelt(parts: Sequence[str], place: int) -> tuple[float, int]:
    """Return the number in words that begins at a place."""
    total, current = 0.0, float(UNITS.get(parts[place], 1))
    place += 1
    while place < len(parts):
        joined = parts[place] == "and" and place + 1 < len(parts) and (current >= 100 or total > 0)
        word = parts[place + joined]
        if word in SCALES and not joined:
            current *= SCALES[word]
            if SCALES[word] >= 1000:
                total, current = total + current, 0.0
        elif word in UNITS and (joined or (_is_tens(current) and UNITS[word] < 10) or _hundreds(parts, place, total)):
            current += UNITS[word]
        else:
            break
        place += 1 + joined
    return total + current, place


def _is_tens(value: float) -> bool:
    """Tell whether a number ends in tens that a unit may follow."""
    return value % 10 == 0 and value % 100 >= 20


def _hundreds(parts: Sequence[str], place: int, total: float) -> bool:
    """Tell whether hundreds follow thousands at a place, as in "two thousand five hundred"."""
    return total > 0 and parts[place + 1 : place + 2] == ["hundred"]


def _digits(value: float) -> str:
    """Return a number in digits, without zeros that say nothing; ``inf`` for what no float holds."""
    return str(int(value)) if value < WHOLE and abs(value - round(value)) < 1e-6 else f"{value:.6g}"
