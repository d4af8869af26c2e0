"""KPS or PPS as ECOG and back: only ever 'approximately, by table X'. The two published tables disagree at 60 and 40; the scale that was scored is what is kept."""

from typing import Literal

from msgspec import Struct

from api.rules.record import record_of, said
from schemas.facts import Facts
from schemas.prognostic_scores import Approximation

Scale = Literal["pps", "kps", "ecog"]
NAMES: dict[Scale, str] = {"pps": "PPS", "kps": "KPS", "ecog": "ECOG"}


class Table(Struct, frozen=True, kw_only=True):
    """A published table, KPS or PPS -> ECOG. `hit`: how often it gave the ECOG that was scored."""

    name: str
    source: str
    hit: str
    ecog: dict[int, int]


class Conversion(Struct, frozen=True, kw_only=True):
    """What a table makes of a score; several values where one ECOG stands for several. Never to be stored as if it had been scored."""

    table: str
    source: str
    values: list[int]


MA = Table(name="Ma 2010", source="pubmed 20674334", hit="75 %", ecog={100: 0, 90: 1, 80: 1, 70: 2, 60: 2, 50: 3, 40: 3, 30: 4, 20: 4, 10: 4})
PRASAD = Table(name="Prasad 2018", source="PMC6230919", hit="78.1 %", ecog={100: 0, 90: 1, 80: 1, 70: 2, 60: 3, 50: 3, 40: 4, 30: 4, 20: 4, 10: 4})
TABLES = (MA, PRASAD)
SOURCE = f"{'; '.join(f'{table.name} ({table.source}) gave the ECOG that was scored in {table.hit}' for table in TABLES)}. Never stored as if it had been scored."


def conversions(scale: Scale, value: int) -> list[Conversion]:
    """One for each table; none where the value is not of the scale. PPS is read as KPS (equal in 87 % in Ma 2010)."""
    found = [Conversion(table=table.name, source=table.source, values=values_of(table, scale, value)) for table in TABLES]
    return [conversion for conversion in found if conversion.values]


def values_of(table: Table, scale: Scale, value: int) -> list[int]:
    if scale == "ecog":
        return [tens for tens in sorted(table.ecog) if table.ecog[tens] == value]
    return [table.ecog[value]] if value in table.ecog else []


def sentence(scale: Scale, value: int) -> str | None:
    """'PPS 60 is approximately ECOG 2 by Ma 2010, 3 by Prasad 2018.', or '... ECOG 3 by Ma 2010 and by Prasad 2018.' Null where no table has it."""
    found = conversions(scale, value)
    if not found:
        return None
    other = "KPS" if scale == "ecog" else "ECOG"
    return f"{NAMES[scale]} {value} is approximately {other} {by_tables(found)}."


def by_tables(found: list[Conversion]) -> str:
    each = [" or ".join(map(str, conversion.values)) for conversion in found]
    if len(set(each)) == 1:
        return f"{each[0]} {' and '.join(f'by {conversion.table}' for conversion in found)}"
    return ", ".join(f"{values} by {conversion.table}" for values, conversion in zip(each, found, strict=True))


def approximations(facts: Facts) -> list[Approximation]:
    """Of the newest score of each scale that the tables know."""
    newest = {scale: found[0] for scale in NAMES if (found := record_of(facts).of([scale]))}
    told = {scale: sentence(scale, int(one.amount)) for scale, one in newest.items() if one.amount is not None}
    return [Approximation(sentence=words, source=SOURCE, evidence=said(newest[scale])) for scale, words in told.items() if words]
