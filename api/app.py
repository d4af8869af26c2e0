"""create_app: the only file that knows all the others."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from litestar import Litestar, Request, Router
from litestar.datastructures import State
from litestar.di import NamedDependency, Provide
from litestar.exceptions import HTTPException

from api import caregiving, errors, identifying, limits, reminding, responding, screening, silences
from api.access import Actor
from api.bodies import StrictRequest
from api.db import Connection, Pool, open_pool, transaction
from api.hub import Hub
from api.jobs import demo_check_ins, pushing, sealing, tidying, timers
from api.jobs.keeping import keep
from api.queries.timers import Kind
from api.routes import (
    alerts,
    answering,
    assessments,
    audit,
    benefit_periods,
    calendar,
    calendar_links,
    care,
    caregivers,
    certifications,
    check_ins,
    configurations,
    courses,
    decisions,
    devices,
    diagnoses,
    disease_statuses,
    documentation,
    enrolments,
    events,
    facts,
    family,
    health,
    instruments,
    me,
    measurements,
    medication_changes,
    messages,
    mobile,
    needs,
    own_check_ins,
    papers,
    patients,
    preferences,
    quality,
    reminders,
    reviews,
    rule_packs,
    sessions,
    shares,
    staff_members,
    tasks,
    timeline,
    treatment_lines,
    watching,
    wellbeing_checks,
    when_needed_doses,
    worklist,
)
from api.settings import Settings
from api.web_push.sending import Allowed, Sender, sender_of

LARGEST_BODY = 2_000_000  # bytes; 200 check-ins with long notes fit

V1 = Router(
    "/v1",
    route_handlers=[
        sessions.sign_in,
        sessions.sign_out,
        me.me,
        own_check_ins.own_check_ins,
        patients.enrol,
        patients.read,
        care.care,
        care.change_care,
        devices.new_enrolment_code,
        devices.devices,
        devices.revoke_device,
        devices.sign_out_device,
        enrolments.redeem,
        check_ins.submit,
        check_ins.submit_batch,
        check_ins.mark_in_error,
        worklist.worklist,
        timeline.timeline,
        instruments.instruments,
        instruments.load,
        instruments.change,
        events.events,
        audit.audit,
        alerts.alerts,
        alerts.waiting,
        alerts.digest,
        alerts.alert,
        alerts.acknowledge,
        alerts.acknowledge_several,
        alerts.start,
        alerts.assign,
        alerts.snooze,
        alerts.resolve,
        messages.send_message,
        messages.messages,
        messages.own_messages,
        reminders.choose,
        reminders.reminders,
        reminders.subscribe,
        reminders.unsubscribe,
        staff_members.team,
        watching.watching,
        configurations.configuration,
        configurations.configuration_versions,
        configurations.configure,
        configurations.crisis_words,
        configurations.plan,
        configurations.plan_versions,
        configurations.change_plan,
        quality.quality,
        reviews.reviews,
        reviews.review,
        reviews.ask,
        reviews.withdraw,
        decisions.decide,
        decisions.decided_reviews,
        decisions.decided_review,
        decisions.snapshot,
        decisions.second_opinion,
        decisions.tell,
        certifications.certifications,
        certifications.begin,
        certifications.write,
        certifications.withdraw,
        certifications.sign,
        certifications.add,
        certifications.paper,
        certifications.page,
        certifications.addendum,
        papers.paper,
        papers.page,
        tasks.tasks,
        tasks.add,
        tasks.change,
        benefit_periods.benefit_periods,
        benefit_periods.record,
        benefit_periods.mark_in_error,
        calendar.calendar,
        calendar.waiting,
        calendar.change,
        calendar_links.download,
        calendar_links.calendar_links,
        calendar_links.make,
        calendar_links.revoke,
        rule_packs.rule_packs,
        rule_packs.confirm,
        rule_packs.withdraw,
        caregivers.own_caregivers,
        caregivers.caregivers,
        caregivers.invite_own,
        caregivers.invite,
        caregivers.new_caregiver_code,
        caregivers.grant,
        caregivers.end,
        answering.answering,
        answering.switch_own,
        answering.switch,
        wellbeing_checks.submit_wellbeing,
        wellbeing_checks.wellbeing_checks,
        shares.own_shares,
        shares.shares,
        shares.grant_own,
        shares.grant,
        shares.preview,
        shares.revoke,
        shares.answer,
        medication_changes.medication_changes,
        medication_changes.record,
        medication_changes.mark_in_error,
        when_needed_doses.when_needed_doses,
        when_needed_doses.submit,
        when_needed_doses.mark_in_error,
        facts.facts,
        facts.mark_in_error,
        facts.assessment_kinds,
        facts.preference_questions,
        courses.course,
        assessments.assessments,
        assessments.record,
        assessments.record_together,
        diagnoses.diagnoses,
        diagnoses.record,
        treatment_lines.treatment_lines,
        treatment_lines.record,
        disease_statuses.disease_statuses,
        disease_statuses.record,
        measurements.measurements,
        measurements.record,
        preferences.preferences,
        preferences.record,
        needs.needs,
        needs.record,
    ],
)


FIRES: dict[Kind, timers.Fire] = {"silence": silences.fire, "response": responding.fire, "reminder": reminding.remind, "screening": screening.fire, "bereavement": caregiving.bereave}


def system_clock() -> datetime:
    return datetime.now(UTC)


def provide_now(state: State) -> datetime:
    return state.clock()  # type: ignore[no-any-return]


def provide_pool(state: State) -> Pool:
    return state.pool  # type: ignore[no-any-return]


def provide_hub(state: State) -> Hub:
    return state.hub  # type: ignore[no-any-return]


def provide_settings(state: State) -> Settings:
    return state.settings  # type: ignore[no-any-return]


def provide_sender(state: State) -> Sender | None:
    return state.sender  # type: ignore[no-any-return]


async def provide_db(request: Request[Any, Any, Any], state: State) -> AsyncGenerator[Connection, None]:
    """The request's one transaction, with the one who asks already known: what raises later would leave it open (Litestar closes only what was resolved).

    Litestar ends it before the answer is sent, so success is never told before the commit.
    """
    async with transaction(state.pool) as db:
        request.state.actor = await identifying.identify(db, request, state.settings.demo, state.clock())
        yield db
    state.hub.publish(db.announced)


async def provide_actor(request: Request[Any, Any, Any], db: NamedDependency[Connection]) -> Actor:
    return request.state.actor  # type: ignore[no-any-return]


DEPENDENCIES = {
    "db": Provide(provide_db),
    "actor": Provide(provide_actor),
    "now": Provide(provide_now, sync_to_thread=False),
    "pool": Provide(provide_pool, sync_to_thread=False),
    "hub": Provide(provide_hub, sync_to_thread=False),
    "settings": Provide(provide_settings, sync_to_thread=False),
    "sender": Provide(provide_sender, sync_to_thread=False),
}


def begun(pool: Pool, hub: Hub, sender: Sender | None, clock: Callable[[], datetime], settings: Settings) -> list[asyncio.Task[None]]:
    """What happens without a request."""
    coming = demo_check_ins.Coming()
    every: list[tuple[float, str, Callable[[], Awaitable[object]]]] = [
        (sealing.EVERY, "sealing", lambda: sealing.seal_everything(pool)),
        (tidying.EVERY, "tidying", lambda: tidying.tidy_everything(pool, clock())),
        (timers.EVERY, "timers", lambda: timers.fire_everything(pool, hub, FIRES, clock())),
        *([(pushing.EVERY, "pushing", lambda: pushing.send_everything(pool, sender, clock()))] if sender else []),
        *([(settings.demo_every, "demo", lambda: demo_check_ins.come_in(pool, hub, coming, clock()))] if settings.demo and settings.demo_every else []),
    ]
    return [asyncio.create_task(keep(seconds, name, do)) for seconds, name, do in every]


def create_app(
    settings: Settings,
    database_url: str,
    clock: Callable[[], datetime] = system_clock,
    role: str | None = "balm_api",
    middleware: Sequence[Any] = (),
    phone_app: Path = mobile.FOLDER,
    push_to: Allowed | None = None,
) -> Litestar:
    """`database_url`: where DATABASE_URL or the embedded server is. `role` null: the URL's own role is the API's. The clock is passed in, for tests; so is
    `push_to`, where pushes may go."""

    @contextlib.asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        pool = await open_pool(app.state.database_url, settings.pool_size, role)
        app.state.pool, app.state.hub, app.state.sender = pool, Hub(app.state.database_url, pool), sender_of(settings, push_to)
        jobs = begun(pool, app.state.hub, app.state.sender, app.state.clock, settings)
        async with app.state.hub.running():
            yield
        for job in jobs:
            job.cancel()
        await asyncio.gather(*jobs, return_exceptions=True)
        if app.state.sender:
            await app.state.sender.close()
        await pool.close()

    return Litestar(
        route_handlers=[V1, health.health, mobile.served_from(phone_app), calendar_links.by_link, *family.ROUTES, *documentation.ROUTES],
        lifespan=[lifespan],
        state=State({"settings": settings, "clock": clock, "database_url": database_url}),
        dependencies=DEPENDENCIES,
        before_send=[limits.keep_private],
        exception_handlers={HTTPException: errors.answer, Exception: errors.answer},
        request_class=StrictRequest,
        request_max_body_size=LARGEST_BODY,
        middleware=[lambda app: limits.RateLimit(app, settings.rate_limit), lambda app: limits.SameOrigin(app, settings.origin), *middleware],
        openapi_config=documentation.CONFIG,
        logging_config=None,
        debug=False,
    )
