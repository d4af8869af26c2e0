"""The command line's words about synthetic cohorts, and about the rules that are judged on them."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import Progress

from api.judging import contenders
from api.judging.cohort_sets import HELD_OUT, SEEN, TRAINING, CohortSet
from api.judging.page import page
from api.judging.run import judge
from api.judging.words import text
from api.simulation import marginals
from api.simulation.check_ins import DAILY_CHECK, write_csv
from api.simulation.cohorts import SYNTHETIC, Cohort, simulated
from api.simulation.parameters import USUAL, Parameters, ParametersRefused, read

Command = Callable[[str, Callable[[argparse.Namespace], object]], argparse.ArgumentParser]
Tell = Callable[[int, int], None]
MOST_PATIENTS = 20_000
FIRST_DAY = date(2025, 1, 6)  # made up


def add_to(command: Command) -> None:
    simulating = command("simulate", simulate)
    simulating.add_argument("--cohort", type=Path, metavar="FILE", help="parameters as TOML or JSON; without it, Balm's own")
    simulating.add_argument("--patients", type=count, default=1667, help="1667 of 180 days are 10,000 patient-months")
    simulating.add_argument("--seed", type=int, default=1)
    simulating.add_argument("--out", type=Path, metavar="FILE.csv", help="write the reports for import-check-ins")
    simulating.add_argument("--marginals", action="store_true", help="compare with the published numbers; 1 where one is out of its tolerance")
    simulating.add_argument("--parameters", action="store_true", help="print the parameters as JSON, to copy and change, and simulate nothing")
    simulating.add_argument("--json", action="store_true")
    judging = command("judge-rules", judge_rules)
    judging.add_argument("--cohort", type=Path, metavar="FILE", help="judge on this cohort; without it, on Balm's held-out ones")
    judging.add_argument("--seed", type=int, default=1, help="of --cohort; Balm's own cohorts have theirs")
    judging.add_argument("--training", action="store_true", help="on the cohorts that were for choosing, with the trend rule's variants; not for reporting")
    judging.add_argument("--seen", action="store_true", help="on the cohorts on which earlier rules were reported; since then they have been looked at")
    judging.add_argument("--patients", type=count, default=150, help="in each cohort, followed for 180 days")
    judging.add_argument("--html", type=Path, metavar="FILE", help="write a page that needs nothing from outside")
    judging.add_argument("--json", action="store_true")


def count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_PATIENTS:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of patients from 1 to {MOST_PATIENTS:,}")
    return int(text)


@contextmanager
def bar(title: str, hidden: bool) -> Iterator[Tell]:
    with Progress(console=Console(stderr=True), disable=hidden or not sys.stderr.isatty(), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)


def parameters_of(words: argparse.Namespace) -> Parameters:
    return read(words.cohort) if words.cohort else USUAL


def simulate(words: argparse.Namespace) -> int:
    """Make a synthetic cohort: write its reports, or compare it with published numbers."""
    p = parameters_of(words)
    if words.parameters:
        show(msgspec.json.format(msgspec.json.encode(p), indent=2).decode())
        return 0
    if words.marginals:
        return show_marginals(p, words)
    with bar("Synthetic patients", words.json) as tell:
        cohort = simulated(p, words.patients, seed=words.seed, tell=tell)
    reports = int(cohort.reports.came.sum())
    found = {"label": SYNTHETIC, "cohort": p.name, "seed": words.seed, "patients": words.patients, "patient_months": round(cohort.patient_months), "reports": reports}
    if words.out:
        found["rows"] = written(cohort, words.out)
    show(msgspec.json.encode(found).decode() if words.json else ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in found.items()))
    return 0


def written(cohort: Cohort, path: Path) -> int:
    try:
        return write_csv(cohort, path, FIRST_DAY)
    except OSError as error:
        raise ValueError(f"{path} can't be written: {error.strerror}.") from error


def judge_rules(words: argparse.Namespace) -> int:
    """Compare Balm's rules of alerts with others' on synthetic patients whose course is known."""
    sets: Sequence[CohortSet] = TRAINING if words.training else SEEN if words.seen else HELD_OUT
    if words.cohort:
        sets = [CohortSet(read(words.cohort), words.seed)]
        refuse_unasked(sets[0].parameters, words.cohort)
    points = [*contenders.curve(), *(contenders.trends() if words.training else [])]
    with bar("Patients before contenders", words.json) as tell:
        judged = judge(sets, contenders.CONTENDERS, points, words.patients, on=date.today().isoformat(), command=typed(words), other=contenders.STAR, tell=tell)
    if words.html:
        write(words.html, page(judged))
    show(msgspec.json.encode(judged).decode() if words.json else text(judged))
    return 0


def refuse_unasked(p: Parameters, path: Path) -> None:
    if missing := [symptom for symptom in DAILY_CHECK.values() if symptom not in p.symptoms]:
        raise ParametersRefused(f"{path}: judged is what the daily check asks; symptoms.{missing[0]} is missing. Leave `symptoms` out, or name all of {', '.join(DAILY_CHECK.values())}.")


def typed(words: argparse.Namespace) -> str:
    parts = ["python -m api judge-rules", "--training" * words.training, "--seen" * words.seen, f"--cohort {words.cohort} --seed {words.seed}" if words.cohort else "", f"--patients {words.patients}"]
    return " ".join(part for part in parts if part)


def write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ValueError(f"{path} can't be written: {error.strerror}.") from error


def show_marginals(p: Parameters, words: argparse.Namespace) -> int:
    rows = marginals.rows(p, words.patients, words.seed)
    show(msgspec.json.encode({"label": SYNTHETIC, "cohort": p.name, "seed": words.seed, "patients": words.patients, "rows": rows}).decode() if words.json else marginals.table(rows))
    return 0 if all(row.holds for row in rows) else 1


def show(words: str) -> None:
    Console(highlight=False, soft_wrap=True).print(words, markup=False)
