"""What `python -m api` says and asks at a terminal."""

import contextlib
import getpass
import os
import sys

from rich.console import Console

from api.jobs import demo
from api.jobs.import_check_ins import Report
from api.settings import BadSetting, Settings
from schemas.audit import AuditVerdict

errors = Console(stderr=True, highlight=False, soft_wrap=True)


def print_out(text: str) -> None:
    Console(highlight=False, soft_wrap=True).print(text)


def tell_doors(s: Settings) -> None:
    at = s.origin if s.tls_cert else s.near  # a certificate is for the name by which people come
    lines = ["", "[bold]Balm is running.[/bold]", f"  For the team   {at}/team/", f"  On a phone     {at}/app/", f"  The API        {at}/schema"]
    if s.leads_nowhere:
        lines += ["", f"  Links for phones lead to {s.origin}, which is each phone itself. Set BALM_ORIGIN to the address under which people open Balm."]
    if s.demo:
        lines += ["", "  Demonstration: all patients are synthetic. Sign in as"]
        lines += [f"  {role:<13}  {email:<22} {demo.PASSWORD}" for _, email, role in demo.PEOPLE]
    with contextlib.suppress(OSError):
        print_out("\n".join([*lines, "", "  Ctrl-C stops everything.", ""]))


def asked_password(email: str) -> str:
    """Twice, because nobody sees what is typed. Raises BadSetting where nobody can be asked."""
    if given := os.environ.get("BALM_PASSWORD"):
        return given
    if not sys.stdin.isatty():
        raise BadSetting("There is no terminal to ask for the password at. Set BALM_PASSWORD.")
    password = getpass.getpass(f"Password for {email}: ")
    if getpass.getpass("The same again: ") != password:
        raise ValueError("The two are not the same. Nothing was changed.")
    return password


def report_in_words(report: Report) -> str:
    lines = [
        f"{'Dry run, nothing stored: ' if report.dry_run else ''}{report.rows} rows for {report.instrument} {report.version}",
        f"  {report.taken} taken, {report.partial} of them with skipped answers; {report.there_already} were there already",
        f"  {report.patients_added} patients added",
        f"  {len(report.refused)} refused, {report.conflicts} of them in conflict with what is stored",
    ]
    lines += [f"    line {row.line}, patient {row.patient}: {row.reason}" for row in report.refused]
    lines += [f"  Columns not taken: {', '.join(report.columns_not_taken)}"] if report.columns_not_taken else []
    return "\n".join(lines)


def verdict_in_words(organisation: str, verdict: AuditVerdict) -> str:
    state = "whole" if not verdict.faults else f"{len(verdict.faults)} faults"
    first = f"{organisation}: {state}; {verdict.sealed} rows sealed, {verdict.unsealed} waiting; head {verdict.head}"
    return "\n".join([first, *(f"  {fault}" for fault in verdict.faults)])
