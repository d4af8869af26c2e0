"""Every problem by name. Routes raise `Refused(PROBLEM)`; this file alone knows its status, its words and its JSON shape (RFC 9457)."""

import traceback
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import asyncpg
import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from msgspec import UNSET

from api import shapes
from schemas.problems import Problem

log = structlog.get_logger("balm")

T = TypeVar("T")
BODY = {"data": "body"}  # the handler's name for it means nothing to a caller
PREFIX = "urn:balm:problem:"
UNREADABLE = (RecursionError, UnicodeDecodeError)  # JSON nested too deeply, or not UTF-8: the decoder's own words for neither reach the framework
BUSY = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.LockNotAvailableError,
    asyncpg.TransactionRollbackError,
)
UNREACHABLE = (OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.InternalClientError)  # the last one where it goes just as a statement begins


class Kind(NamedTuple):
    """One entry of the catalogue. `type` in JSON is PREFIX + name and never changes; `detail` is what to do, for a person."""

    name: str
    status: int
    title: str
    detail: str


BAD_REQUEST = Kind("bad-request", 400, "The request can't be read", "Send JSON of the shape that /schema describes.")
INVALID = Kind("invalid-content", 400, "Some of this can't be stored", "Correct the fields named below and send it again.")
ANSWERS = Kind("answers-refused", 400, "Some answers don't fit the questionnaire", "Correct the answers named below and send the check-in again.")
NO_CONTENT = Kind(
    "nothing-answered", 400, "There is nothing in this check-in", "Answer at least one question, skip one (null), write a note, or ask for help or a call."
)
ZONE = Kind("unknown-zone", 400, "This time zone doesn't exist", "Send an IANA zone name such as Europe/Berlin.")
ID_VERSION = Kind("id-not-uuidv7", 400, "The id must be a UUID of version 7", "Make a UUIDv7 once, when you begin to write, and keep it.")
UNKNOWN_INSTRUMENT = Kind("unknown-instrument", 400, "This questionnaire isn't in use here", "GET /v1/me lists the questionnaires and versions that are.")
INSTRUMENT_REFUSED = Kind("instrument-refused", 400, "This questionnaire can't be loaded", "Correct the places named below and load the file again.")
PATIENT_NEEDED = Kind("patient-needed", 400, "Whom is this check-in about?", "Staff name the patient in `patient_id`.")
MODE = Kind(
    "respondent-and-mode-disagree",
    400,
    "Respondent and mode don't go together",
    "'self' and 'assisted' are the patient's own answers; 'proxy' is somebody else's. Change one of the two.",
)
NOT_CORRECTABLE = Kind(
    "not-correctable",
    409,
    "This check-in can't be corrected",
    "It has been corrected already, was entered in error, or is of another patient. Correct the newest version.",
)
FACT_REFUSED = Kind("fact-refused", 400, "This can't be recorded as it is", "Correct the fields named below and send it again. Nothing was stored.")
FACT_DOUBTED = Kind("fact-doubted", 400, "Is this right?", "Look at the fields named below. If they are right, send it again with `sure`. Nothing was stored.")
FACT_CONFLICT = Kind("fact-conflict", 409, "Something else is recorded under this id", "Nothing was changed. Give this an id of its own and send it again.")
FACT_NOT_CORRECTABLE = Kind(
    "fact-not-correctable",
    409,
    "This no longer stands",
    "It has a newer version, was entered in error, or is about something else. Load the page again and change the newest version.",
)
NOT_LISTED = Kind(
    "not-on-the-list", 400, "This medicine is not on the when-needed list", "The team keeps the list with what is agreed with the patient; load it again and choose from it."
)
PRINCIPAL = Kind("principal-diagnosis-taken", 409, "Another diagnosis is the principal one", "Change that one first, or record this one as 'other'.")
CODE = Kind("code-refused", 400, "This code can't be used", "It may be mistyped, used already or too old. Ask the team for a new one.")
SIGN_IN = Kind("sign-in-refused", 401, "E-mail or password is wrong", "Check both and try again. Forgotten? Whoever runs Balm for you can set a new password.")
UNAUTHENTICATED = Kind("not-signed-in", 401, "Please sign in", "Sign in again. On a phone: ask the team for a new code; what you wrote is kept.")
FORBIDDEN = Kind("not-allowed", 403, "Your role doesn't include this", "Ask your organisation's administrator if it should.")
TEAM_ENTERED = Kind("entered-by-the-team", 403, "Your team entered this", "It can't be changed from here. Tell your team what is wrong with it.")
OTHERS_ENTERED = Kind("entered-by-others", 403, "Somebody else entered this", "It can't be changed from here. Whoever entered it can, or the team.")
NOT_GRANTED = Kind("not-granted", 403, "You weren't asked to answer like this", "Ask the patient or the team whether you may. What you wrote is kept on your phone.")
SURROGATE = Kind("surrogate-by-the-team", 403, "The team says who decides for a patient", "Ask the team to record it.")
ORIGIN = Kind("foreign-origin", 403, "This came from another site", "Open Balm at its own address and try again.")
NOT_FOUND = Kind("not-found", 404, "There is nothing here", "It may not exist, or it isn't yours to see.")
METHOD = Kind("method-not-allowed", 405, "That can't be done here", "See /schema for what can.")
CONFLICT = Kind("check-in-conflict", 409, "Another check-in has this id", "Nothing was changed. Give this check-in an id of its own and send it again.")
ALERT_RESOLVED = Kind(
    "alert-resolved", 409, "This alert is resolved", "Somebody has resolved it already; its steps say who and how. Open the patient to go on."
)
CHANGED_MEANWHILE = Kind("changed-meanwhile", 409, "Somebody else has changed this", "Nothing was stored. Look at what holds now, and make your change again.")
PACK_VERSION = Kind("other-pack-version", 409, "This is another version of the criteria", "Compare the version that is here with the official text, and confirm that one.")
OWN_SECOND_OPINION = Kind("own-second-opinion", 409, "A second opinion is another person's", "Ask another physician; or decide anew, on the record as it is now.")
CERTIFICATION_REFUSED = Kind("certification-refused", 400, "This can't be certified like that", "Correct what is named below and try again.")
CERTIFICATION_DOUBTED = Kind(
    "certification-doubted", 400, "Is this as it should be?", "Look at what is named below. If it is as it should be, sign with `sure`. Nothing was signed."
)
NOT_YOURS = Kind("not-your-narrative", 403, "Another physician writes this", "A narrative is its physician's own. Begin a certification yourself, or ask that physician.")
PASSWORD = Kind("wrong-password", 403, "This isn't your password", "Enter the password with which you sign in. Nothing was signed.")
NOBODY_MAY_KNOW = Kind("nobody-may-know", 409, "The patient wants nobody to know", "There is no paper for the family then. Ask the patient; if the answer is another one now, record it.")
SHARE = Kind("share-refused", 400, "It can't be shared like that", "Correct what is named below and try again.")
NOT_NAMED = Kind(
    "not-named", 403, "The patient has not named this person", "Ask the patient who may know; once the team has recorded this name, it can be shared. Or the patient shares it from the phone."
)
SHARING_OVER = Kind("sharing-is-over", 409, "Nothing more can be shown", "The team no longer looks after this patient. What was shown before can still be ended.")
NOT_READ = Kind(
    "not-yours-to-show", 403, "You can show only what you may read yourself", "Ask the patient or the team whether you may read all answers. Nothing was shown to anybody."
)
SNOOZE = Kind("snooze-refused", 400, "It can't be snoozed like that", "Choose an end within 31 days from now, and a level on the questionnaire's scale.")
NOT_IN_TEAM = Kind("not-in-the-team", 400, "Nobody of the team has this id", "Choose somebody who may look after patients.")
DOSE = Kind(
    "reads-like-a-dose",
    400,
    "This reads like a dose",
    "On a phone it is read alone and can't be asked back, so Balm sends none. Please say it in a call, or in other words.",
)
NOTHING_TO_TELL = Kind("nothing-to-tell", 400, "There is nothing to tell", "Choose a phrase, write a few words, or both.")
NOT_UNDER_CARE = Kind(
    "not-under-care",
    409,
    "This patient is no longer under your care",
    "Nothing goes to phones after a death or a discharge. Where something is to be said, please call.",
)
PUSH_OFF = Kind("push-is-off", 409, "Reminders don't reach closed apps here", "Whoever runs Balm hasn't set up push. At its next opening the app says what was due.")
PUSH_REFUSED = Kind("push-refused", 400, "This push subscription can't be used", "Subscribe again in the browser and send what it gives.")
IDENTIFIER = Kind("identifier-taken", 409, "Another patient has this number", "Another patient has it already. Open that patient, or check the number.")
EMAIL = Kind("email-taken", 409, "Somebody signs in with this e-mail address already", "Use another address.")
INSTRUMENT_EXISTS = Kind("instrument-exists", 409, "This version is loaded already, with other content", "Give the changed questionnaire a new version.")
TOO_LARGE = Kind("too-large", 413, "This is too large", "Send at most 200 check-ins and two megabytes at a time.")
MEDIA_TYPE = Kind("media-type", 415, "Only JSON is understood here", "Send `Content-Type: application/json`.")
SLOWED = Kind("slowed", 429, "Too many tries", "Wait as long as `Retry-After` says (seconds), then try again.")
RATE = Kind("rate-limit", 429, "Too many requests", "Wait as long as `Retry-After` says (seconds), then send it again. Nothing was lost.")
BROKEN = Kind("internal", 500, "Something went wrong on our side", "Nothing was stored. Please send it again; if it goes on, tell your administrator.")
UNAVAILABLE = Kind("unavailable", 503, "The database doesn't answer", "Nothing was stored. It will be tried again; nothing you wrote is lost.")

CATALOGUE = {kind.name: kind for kind in list(globals().values()) if isinstance(kind, Kind)}

BY_STATUS = {400: BAD_REQUEST, 401: UNAUTHENTICATED, 403: FORBIDDEN, 404: NOT_FOUND, 405: METHOD, 413: TOO_LARGE, 415: MEDIA_TYPE, 429: RATE, 503: UNAVAILABLE}

BY_CONSTRAINT = {
    "patients_identifier_once": IDENTIFIER,
    "staff_members_email_once": EMAIL,
    "credentials_pkey": EMAIL,
    "check_ins_id_is_uuidv7": ID_VERSION,
    "check_ins_answers_in_scale": ANSWERS,
    "check_ins_proxy_is_not_the_patient": MODE,
    "check_ins_corrects_stored": NOT_CORRECTABLE,
    "facts_id_is_uuidv7": ID_VERSION,
    "medication_changes_id_is_uuidv7": ID_VERSION,
    "when_needed_doses_id_is_uuidv7": ID_VERSION,
    "when_needed_doses_corrects_stored": FACT_NOT_CORRECTABLE,
    "when_needed_doses_proxy_is_not_the_patient": MODE,
    "wellbeing_checks_id_is_uuidv7": ID_VERSION,
    "facts_corrects_stored": FACT_NOT_CORRECTABLE,
    "facts_one_new_version": FACT_NOT_CORRECTABLE,
    "facts_one_principal_diagnosis": PRINCIPAL,
    "benefit_entries_id_is_uuidv7": ID_VERSION,
    "benefit_entries_corrects_stored": FACT_NOT_CORRECTABLE,
    "benefit_entries_one_new_version": FACT_NOT_CORRECTABLE,
    "benefit_entries_one_ending": FACT_NOT_CORRECTABLE,
}


class Refused(Exception):
    """A problem of the catalogue, on its way to the caller. `errors`: (field, what to do about it)."""

    def __init__(self, kind: Kind, detail: str = "", errors: Sequence[tuple[str, str]] = (), headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind.name)
        self.kind, self.detail, self.errors, self.headers = kind, detail, errors, dict(headers or {})

    def problem(self) -> Problem:
        fields = [{"field": field, "detail": detail} for field, detail in self.errors]
        return Problem(
            type=PREFIX + self.kind.name, title=self.kind.title, status=self.kind.status, detail=self.detail or self.kind.detail, errors=fields or UNSET
        )


def shaped(value: object, kind: type[T], name: str = "") -> T:
    """What was sent, as this kind. Raises invalid-content, which names the field (`name` where it is one value)."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        field, words = shapes.told(str(error))
        raise Refused(INVALID, errors=[(name or field, words)]) from error


def from_postgres(error: asyncpg.PostgresError) -> Refused:
    """A constraint's name says which problem it is; a lost or busy server is worth another try; anything else is ours."""
    name = getattr(error, "constraint_name", None)
    if name in BY_CONSTRAINT:
        return Refused(BY_CONSTRAINT[name])
    if isinstance(error, asyncpg.InvalidParameterValueError) and "time zone" in str(error):
        return Refused(ZONE)
    if isinstance(error, BUSY):
        return Refused(UNAVAILABLE, headers={"Retry-After": "2"})
    return Refused(BROKEN)


def from_http(error: HTTPException) -> Refused:
    """The framework's own errors, in our words. What it found in which field is kept."""
    kind = BY_STATUS.get(error.status_code, BAD_REQUEST if error.status_code < 500 else BROKEN)
    if isinstance(error, ValidationException):
        return Refused(INVALID, errors=fields_of(error.extra))
    if kind is BAD_REQUEST:
        return Refused(INVALID, errors=[shapes.told(error.detail)])
    return Refused(kind, headers=error.headers)


def fields_of(extra: object) -> list[tuple[str, str]]:
    found = extra if isinstance(extra, list) else []
    return [(BODY.get(str(e.get("key")), str(e.get("key", "body"))), shapes.in_words(str(e.get("message", "")))) for e in found if isinstance(e, dict)]


def is_unreadable(error: BaseException) -> bool:
    return isinstance(error, UNREADABLE) and any(frame.name == "decode_json" for frame in traceback.extract_tb(error.__traceback__))


def refused(error: BaseException) -> Refused:
    """What any exception is to the caller. What nobody foresaw is BROKEN, and tells nothing of itself."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, HTTPException):
        return from_http(error)
    if isinstance(error, asyncpg.PostgresError):
        return from_postgres(error)
    if isinstance(error, BaseExceptionGroup):  # a rollback on a connection that is gone fails on top of the first error
        return refused(error.__cause__ or error.exceptions[0])
    if is_unreadable(error):
        return Refused(BAD_REQUEST)
    if isinstance(error, UNREACHABLE):
        return Refused(UNAVAILABLE, headers={"Retry-After": "2"})
    return Refused(BROKEN)


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    found = refused(error)
    if found.kind in (BROKEN, UNAVAILABLE):
        # the traceback names code lines; an exception's own words may quote what a patient wrote
        frames = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-4:]]
        log.error(found.kind.name, error=type(error).__name__, method=request.method, at=frames)
    return Response(found.problem(), status_code=found.kind.status, headers=found.headers, media_type="application/problem+json")
