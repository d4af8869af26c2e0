"""What the day should come to, written as plainly as we can and differently from the product: it walks from round to round and asks of each whether something is
to happen, where the product computes moments ahead and sets timers. It shares no code with it."""

from msgspec import Struct, field

from tests.api.a_day.calendars import day_of, deadline, is_open, on_call, part_begins, part_of_day, shows
from tests.api.a_day.script import DAY, ROUND, WARDS, Deed, Person

LATE = 12 * 60
REPORTED_AGAIN = DAY  # after an answer
RANK = {"review": 0, "soon": 1, "urgent": 2}
UNDER_CARE = "palliative"


class Entry(Struct, frozen=True, order=True):
    """One step of one alert: of which patient, when, about what, and to whom."""

    person: int
    minute: int
    subject: str
    step: str
    to: int = -1


class Alert(Struct):
    subject: str
    level: str
    state: str = "open"
    due: int | None = None
    called: list[int] = field(default_factory=list)
    passed_on: int = 0
    worst: int | None = None
    until: int = 0
    expected: int = 0
    told: int = 0


class Life:
    """One patient's day."""

    def __init__(self, person: Person) -> None:
        self.person, self.ward, self.care = person, WARDS[person.ward], UNDER_CARE
        self.reports: list[tuple[int, int, str | None]] = []
        self.heard, self.is_bad = -(10**6), False  # the last report, and whether its day was severe
        if person.heard is not None:
            self.note(person.heard, person.pain, None)
        self.alerts: list[Alert] = []
        self.answered: dict[str, tuple[int, int | None]] = {}
        self.paused, self.not_before = person.paused_until, -(10**6)
        self.came_late: int | None = None
        self.cared_for_since = 0
        times = sorted({minute for clock in person.reminders for minute in shows(clock, person.zone)})
        self.reminders = list(zip([-(10**6), *times], times, strict=False))  # each with the one before
        self.log: list[Entry] = []

    def live(self) -> "Life":
        coming = list(self.person.deeds)
        for now in range(ROUND, DAY + 1, ROUND):
            while coming and coming[0].at <= now:
                self.do(coming.pop(0))
            self.look(now)
        return self

    def tell(self, minute: int, subject: str, step: str, to: int = -1) -> None:
        self.log.append(Entry(self.person.number, minute, subject, step, to))

    def open_ones(self) -> list[Alert]:
        return [alert for alert in self.alerts if alert.state not in ("resolved", "ended")]

    def about(self, subject: str) -> Alert | None:
        return next((alert for alert in self.open_ones() if alert.subject == subject), None)

    # what people do

    def do(self, deed: Deed) -> None:
        now = deed.at
        if deed.what == "report":
            self.report(deed)
        elif deed.what in ("died", "discharged"):
            self.care = deed.what
            for alert in self.open_ones():
                self.close(alert, "ended", now)
        elif deed.what == UNDER_CARE:
            if self.care != UNDER_CARE:
                self.not_before = self.cared_for_since = now
                self.came_late = None
            self.care = UNDER_CARE
        elif deed.what == "pause":
            self.pause(deed)
        else:
            for alert in self.open_ones():
                self.answer(alert, deed)

    def pause(self, deed: Deed) -> None:
        self.came_late = None
        if self.paused is not None:
            self.not_before = max(self.not_before, min(self.paused, deed.at))
        if not self.reports or self.care != UNDER_CARE:
            self.not_before = max(self.not_before, deed.at)
        self.paused = deed.at + deed.value if deed.value else None

    def answer(self, alert: Alert, deed: Deed) -> None:
        if deed.what == "acknowledge" and alert.state == "open":
            alert.state, alert.due, alert.called = "acknowledged", None, []
            self.tell(deed.at, alert.subject, "acknowledged")
        elif deed.what == "give_back" and alert.state == "acknowledged":
            self.wait(alert, deed.at)
            self.tell(deed.at, alert.subject, "assigned")
        elif deed.what == "snooze" and alert.subject == "pain":
            alert.state, alert.due, alert.called, alert.until, alert.expected = "snoozed", None, [], deed.at + deed.value, alert.worst or 0
            self.tell(deed.at, alert.subject, "snoozed")
        elif deed.what == "resolve":
            self.close(alert, "resolved", deed.at)
            self.answered[alert.subject] = (deed.at, alert.worst)
            self.not_before = deed.at if alert.subject == "silence" else self.not_before

    def close(self, alert: Alert, how: str, now: int) -> None:
        alert.state, alert.due, alert.called = how, None, []
        self.tell(now, alert.subject, how)

    def report(self, deed: Deed) -> None:
        newest = all(recorded <= deed.recorded for recorded, _, _ in self.reports)
        late = deed.asks_for != "help_now" and (not newest or deed.at - deed.recorded > LATE)
        self.note(deed.recorded, -1 if deed.pain is None else deed.pain, deed.asks_for)
        if self.care != UNDER_CARE:
            return
        if not late and deed.asks_for:
            self.call("asked_for", "urgent" if deed.asks_for == "help_now" else "soon", None, deed.at)
        if not late and deed.pain is not None and deed.pain >= 7 and not self.is_known(deed.pain, deed.at):
            self.call("pain", "urgent", deed.pain, deed.at)
        silence = self.about("silence")
        self.came_late = None
        if self.is_silent(deed.at):
            self.came_late = None if silence else deed.at
        elif silence:
            self.close(silence, "ended", deed.at)

    def note(self, recorded: int, pain: int, asks_for: str | None) -> None:
        self.reports.append((recorded, pain, asks_for))
        self.heard, self.is_bad = max(recorded for recorded, _, _ in self.reports), self.was_severe()

    def is_known(self, pain: int, now: int) -> bool:
        """Expected at this level, or answered shortly before."""
        alert = self.about("pain")
        if alert:
            return alert.state == "snoozed" and now < alert.until and pain <= alert.expected
        at, worst = self.answered.get("pain", (-(10**6), 0))
        return now - at < REPORTED_AGAIN and worst is not None and pain <= worst

    def call(self, subject: str, level: str, worst: int | None, now: int) -> None:
        alert = self.about(subject)
        if alert is None:
            alert = Alert(subject, level, worst=worst, told=now)
            self.alerts.append(alert)
            self.wait(alert, now)
            self.tell(now, subject, "raised")
            return
        rises, alert.worst, alert.told = RANK[level] > RANK[alert.level], worst, now
        if rises or alert.state == "snoozed":
            alert.level = level if rises else alert.level
            self.wait(alert, now)
        self.tell(now, subject, "escalated" if rises else "refreshed")

    def wait(self, alert: Alert, now: int) -> None:
        alert.state, alert.due, alert.passed_on = "open", deadline(self.person.ward, alert.level, now), 0
        person = None if is_open(self.ward, now) or alert.level != "urgent" else on_call(self.ward, now)
        alert.called = [] if person is None else [person]

    # what happens by itself

    def look(self, now: int) -> None:
        for before, due in self.reminders:
            if now - ROUND < due <= now and due > self.cared_for_since:
                self.remind(before, due, now)
        if self.care == UNDER_CARE and self.is_silent(now):
            self.silence(now)
        for alert in self.open_ones():
            if alert.state == "snoozed" and alert.until <= now:
                self.wait(alert, now)
                self.tell(now, alert.subject, "woken")
            elif alert.state == "open" and alert.due is not None and alert.due <= now:
                self.pass_on(alert, now)

    def remind(self, before: int, due: int, now: int) -> None:
        """Unless it was done already: within two hours before, or nearer to this time than to the one before."""
        is_done = any(recorded >= due - 120 and recorded * 2 >= before + due for recorded, _, _ in self.reports)
        is_paused = self.paused is not None and now < self.paused
        if self.care == UNDER_CARE and not is_done and not is_paused:
            self.tell(now, "reminder", "queued")

    def pass_on(self, alert: Alert, now: int) -> None:
        order = [on_call(self.ward, now), *self.ward.escalation]
        someone = next((who for who in order if who is not None and who not in alert.called), None)
        if someone is None:
            alert.due = None
            self.tell(now, alert.subject, "unanswered")
            return
        alert.called, alert.passed_on, alert.due = [*alert.called, someone], alert.passed_on + 1, deadline(self.person.ward, alert.level, now)
        self.tell(now, alert.subject, "passed_on", someone)

    def is_silent(self, now: int) -> bool:
        if not self.reports:
            return False
        zone, a_day = self.person.zone, self.person.times_a_day
        begin = self.not_before
        for one in (self.paused, self.came_late):
            begin = begin if one is None else max(begin, one)
        whole = part_of_day(now, zone, a_day) - part_of_day(max(self.heard, begin), zone, a_day) - 1
        if begin > self.heard and part_begins(begin, zone, a_day):
            whole += 1
        return whole >= (1 if self.is_bad else 2)

    def was_severe(self) -> bool:
        """On the day of the last report."""
        last = max(day_of(recorded, self.person.zone) for recorded, _, _ in self.reports)
        return any(pain >= 7 or asks == "help_now" for recorded, pain, asks in self.reports if day_of(recorded, self.person.zone) == last)

    def silence(self, now: int) -> None:
        level, alert = "soon" if self.is_bad else "review", self.about("silence")
        if alert is None or day_of(alert.told, self.person.zone) != day_of(now, self.person.zone) or RANK[level] > RANK[alert.level]:
            self.call("silence", level, None, now)
