"""python -m api COMMAND: reads the words of the command line, finds the database and lets `commands` do it."""

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar, get_args

import asyncpg
from msgspec import structs
from rich.progress import Progress

import dashboard.app
import dashboard.settings
from api import commands, embedded, logs, serving, settings, simulating, terminal
from api.app import create_app, system_clock
from api.db import ROLE, MigrationRefused, NotMigrated, ServerTooOld, UnsafeRole, migrate, refuse_behind
from api.embedded import EmbeddedServerFailed
from api.errors import Refused
from api.instruments import InstrumentRefused
from api.intake import zones
from api.jobs.import_check_ins import FileRefused
from api.settings import BadSetting, Settings
from api.web_push.vapid import kept_key
from schemas.staff_members import Role

T = TypeVar("T")
EXPECTED = (
    BadSetting, EmbeddedServerFailed, ServerTooOld, MigrationRefused, NotMigrated, UnsafeRole, serving.PortTaken, commands.NoSuchOrganisation, FileRefused,
    InstrumentRefused,
)  # fmt: skip


@contextlib.contextmanager
def database(s: Settings) -> Iterator[str]:
    """The URL of the server, up to date: DATABASE_URL, or the embedded one for as long as the block lasts."""
    with contextlib.ExitStack() as stack:
        url = s.database_url or stack.enter_context(embedded.running(s.data / "postgres", tell=terminal.errors.print))
        for name in asyncio.run(migrate(s.owner_url or url)):
            terminal.errors.print(f"Database: {name}")
        yield url


def role_of(s: Settings) -> str | None:
    """Where the owner has a URL of its own, DATABASE_URL's role is the API's already."""
    return None if s.owner_url else ROLE


def with_database(do: Callable[[str, str | None], Coroutine[Any, Any, T]]) -> T:
    s = settings.read()
    with database(s) as url:
        return asyncio.run(do(url, role_of(s)))


def run(_: argparse.Namespace) -> None:
    """The API and the team's pages, with a database where none is given."""
    s = settings.read()
    s = structs.replace(s, vapid_key=s.vapid_key or kept_key(s.data))
    serving.end_with_the_terminal()
    with database(s) as url:
        asyncio.run(commands.prepare(url, role_of(s), s.demo, system_clock()))
        pages = dashboard.app.create_app(dashboard.settings.read())
        serving.serve(serving.Doors(create_app(s, url, role=role_of(s)), pages), s, lambda: terminal.tell_doors(s))


def serve(_: argparse.Namespace) -> None:
    """The API alone, on DATABASE_URL; the dashboard runs beside it as `python -m dashboard`."""
    s = settings.read()
    if s.database_url is None:
        raise BadSetting("DATABASE_URL must name the database. (`python -m api run` brings its own.)")
    asyncio.run(refuse_behind(s.database_url, role_of(s)))
    asyncio.run(commands.prepare(s.database_url, role_of(s), s.demo, system_clock()))
    serving.serve(create_app(s, s.database_url, role=role_of(s)), s, lambda: terminal.errors.print(f"Balm's API answers on {s.near}"))


def migrate_only(_: argparse.Namespace) -> None:
    """Bring the database up to date, and the questionnaires with it."""
    s = settings.read()
    with database(s) as url:
        asyncio.run(commands.prepare(url, role_of(s), False, system_clock()))
    terminal.print_out("The database is up to date.")


def add_organisation(words: argparse.Namespace) -> None:
    """Found a hospice or palliative service; its people come next."""
    found = with_database(lambda url, role: commands.add_organisation(url, role, words.name, words.zone, words.emergency_number, words.phone, system_clock()))
    terminal.print_out(f"{found.name} is here. Add its people with `add-staff`.")


def add_staff(words: argparse.Namespace) -> None:
    """Let a person of the team sign in; asks for the password, or takes BALM_PASSWORD."""
    password = terminal.asked_password(words.email)
    found = with_database(lambda url, role: commands.add_staff(url, role, words.organisation, words.name, words.email, words.role, password, system_clock()))
    terminal.print_out(f"{found.name} can sign in as {found.email}.")


def set_password(words: argparse.Namespace) -> None:
    """Set a forgotten password anew and sign the person out everywhere; asks for it, or takes BALM_PASSWORD."""
    password = terminal.asked_password(words.email)
    found = with_database(lambda url, role: commands.set_password(url, role, words.email, password, system_clock()))
    terminal.print_out(f"{found.name} can sign in with the new password.")


def end_access(words: argparse.Namespace) -> None:
    """Let somebody who left the team in no more."""
    found = with_database(lambda url, role: commands.end_access(url, role, words.email, system_clock()))
    terminal.print_out(f"{found.name} can sign in no more. What they did stays under their name.")


def import_check_ins(words: argparse.Namespace) -> int:
    """Take check-ins from a CSV file; safe to run twice."""
    with Progress(console=terminal.errors, disable=words.json or not sys.stderr.isatty(), transient=True) as progress:
        bar = progress.add_task("Check-ins", total=None)
        report = with_database(
            lambda url, role: commands.import_file(
                url,
                role,
                words.organisation,
                words.file,
                words.instrument,
                words.zone,
                words.dry_run,
                system_clock(),
                lambda done, of: progress.update(bar, completed=done, total=of),
            )
        )
    print(commands.as_json(report)) if words.json else terminal.print_out(terminal.report_in_words(report))
    return 1 if report.refused else 0


def verify_audit(words: argparse.Namespace) -> int:
    """Walk the audit's chain of hashes and name what was changed."""
    verdicts = with_database(commands.verify_audit)
    if words.json:
        print(commands.as_json(dict(verdicts)))
    for name, verdict in [] if words.json else verdicts:
        terminal.print_out(terminal.verdict_in_words(name, verdict))
    return 1 if any(verdict.faults for _, verdict in verdicts) else 0


def zone(text: str) -> str:
    if text not in zones():
        raise argparse.ArgumentTypeError(f"{text!r} is no time zone; write one such as Europe/Berlin")
    return text


def words_of_the_command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m api", description="Balm: palliative and hospice care, self-hosted.")
    commands_of = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, do: Callable[[argparse.Namespace], object]) -> argparse.ArgumentParser:
        found = commands_of.add_parser(name, help=(do.__doc__ or "").split("\n")[0], description=do.__doc__)
        found.set_defaults(do=do)
        return found

    command("run", run)
    command("serve", serve)
    command("migrate", migrate_only)
    organisation = command("add-organisation", add_organisation)
    organisation.add_argument("name")
    organisation.add_argument("--zone", type=zone, required=True, help="time zone, such as Europe/Berlin")
    organisation.add_argument("--emergency-number", required=True, help="112, 911, …")
    organisation.add_argument("--phone", default="", help="the organisation's own number, shown on every patient screen")
    staff = command("add-staff", add_staff)
    staff.add_argument("name")
    staff.add_argument("email")
    staff.add_argument("--role", choices=get_args(Role), required=True)
    staff.add_argument("--organisation")
    command("set-password", set_password).add_argument("email")
    command("end-access", end_access).add_argument("email")
    imported = command("import-check-ins", import_check_ins)
    imported.add_argument("file", type=Path)
    imported.add_argument("--instrument", type=Path, required=True, help="the questionnaire's file")
    imported.add_argument("--organisation")
    imported.add_argument("--zone", type=zone, help="of rows that name none; the organisation's by default")
    imported.add_argument("--dry-run", action="store_true", help="say what would happen, store nothing")
    imported.add_argument("--json", action="store_true")
    verify = command("verify-audit", verify_audit)
    verify.add_argument("--json", action="store_true")
    simulating.add_to(command)
    return parser


def leave(_: int, __: FrameType | None) -> None:
    raise SystemExit(0)


def main() -> int:
    """Ctrl-C, SIGTERM and the terminal's end leave by the same door, so that everything started here is stopped."""
    for signum in filter(serving.heeds, (signal.SIGTERM, signal.SIGHUP)):
        signal.signal(signum, leave)
    logs.start()
    words = words_of_the_command_line().parse_args()
    try:
        return words.do(words) or 0
    except EXPECTED as error:
        terminal.errors.print(str(error), markup=False)
    except Refused as error:
        terminal.errors.print(f"{error.kind.title}. {error.problem().detail}", markup=False)
    except (OSError, asyncpg.PostgresError) as error:
        terminal.errors.print(f"The database doesn't answer as it should: {type(error).__name__}: {error}", markup=False)
    except ValueError as error:
        terminal.errors.print(str(error), markup=False)
    except KeyboardInterrupt:
        return 0 if words.do is run else 130  # to stop it is how running ends; make would call anything else an error
    return 2


if __name__ == "__main__":
    sys.exit(main())
