-- The clock of an alert: by when somebody should take it, who is called now and who was before, since when nobody took it in time. It may end without an outcome.
alter table alerts add column respond_by timestamptz, add column passed_on integer not null default 0 check (passed_on >= 0), add column called uuid,
  add column called_before uuid[] not null default '{}', add column overdue_since timestamptz,
  add column ended_because text constraint alerts_ended_because check (ended_because in ('died', 'discharged', 'heard_again')),
  add constraint alerts_called_in_team foreign key (organisation_id, called) references staff_members (organisation_id, id),
  drop constraint alerts_resolved_has_an_outcome,
  add constraint alerts_resolved_has_an_outcome
    check ((state = 'resolved') = (resolved_at is not null) and num_nonnulls(outcome, ended_because) = case state when 'resolved' then 1 else 0 end);
grant update (respond_by, passed_on, called, called_before, overdue_since, ended_because) on alerts to balm_api;

create or replace view named_alerts with (security_invoker = true) as
  select a.organisation_id, a.id, a.patient_id, p.name as patient_name, a.subject, a.level, a.state, a.raised_at, a.refreshed_at, a.findings, a.worst, a.assigned_to,
    s.name as assignee, a.snoozed_until, a.snoozed_to, a.outcome, a.resolved_at, a.respond_by, a.passed_on, a.called, c.name as called_name, a.ended_because
  from alerts a join patients p on p.organisation_id = a.organisation_id and p.id = a.patient_id
    left join staff_members s on s.organisation_id = a.organisation_id and s.id = a.assigned_to
    left join staff_members c on c.organisation_id = a.organisation_id and c.id = a.called;

-- From when reports are expected, where that is later than the last one: the end of a pause, the return under care, an answer to silence.
alter table symptom_states add column expected_from timestamptz;

-- Under whose care a patient is, entry by entry; the newest counts and stands in `patients` too. The first is the enrolment's: the audit says whose.
create table care_entries (
  organisation_id uuid not null default current_organisation(),
  patient_id uuid not null,
  version integer not null check (version >= 1),
  care text not null check (care in ('palliative', 'hospice', 'discharged', 'died')),
  since_on date not null,
  note text not null default '' check (length(note) <= 2000),
  entered_at timestamptz not null,
  entered_by_id uuid,
  entered_by text,
  primary key (organisation_id, patient_id, version),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
insert into care_entries (organisation_id, patient_id, version, care, since_on, entered_at)
  select organisation_id, id, 1, care, care_since_on, enrolled_at from patients;
alter table care_entries enable row level security;
create policy own_organisation on care_entries using (organisation_id = current_organisation());
grant select, insert on care_entries to balm_api;
grant update (care, care_since_on) on patients to balm_api;
