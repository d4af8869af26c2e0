-- The hospice benefit: elections and what follows from them, version by version like facts. What is due is derived from them; who looks after it, and why something
-- needn't be done, stands in due_marks.
create table benefit_entries (
  organisation_id uuid not null default current_organisation(),
  id uuid not null constraint benefit_entries_id_is_uuidv7 check (substring(id::text, 15, 1) = '7'),
  first_id uuid not null,
  patient_id uuid not null,
  kind text not null check (kind in ('election', 'ending', 'face_to_face', 'certification', 'notice', 'addendum')),
  happened_on date not null,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  content_hash bytea not null check (length(content_hash) = 32),
  first_recorded_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by_id uuid not null,
  recorded_by text not null,
  corrects uuid,
  replaced_by uuid,
  entered_in_error_at timestamptz,
  entered_in_error_by uuid,
  entered_in_error_reason text,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  constraint benefit_entries_corrects_stored foreign key (organisation_id, corrects) references benefit_entries (organisation_id, id),
  constraint benefit_entries_first_stored foreign key (organisation_id, first_id) references benefit_entries (organisation_id, id),
  constraint benefit_entries_first_is_itself check ((corrects is null) = (first_id = id)),
  constraint benefit_entries_error_has_a_reason check ((entered_in_error_at is null) = (entered_in_error_reason is null))
);
create index benefit_entries_standing on benefit_entries (organisation_id, patient_id, kind) where replaced_by is null and entered_in_error_at is null;
create index benefit_entries_by_patient on benefit_entries (organisation_id, patient_id, happened_on desc, id desc);
create unique index benefit_entries_one_new_version on benefit_entries (organisation_id, corrects) where entered_in_error_at is null;
create unique index benefit_entries_one_ending on benefit_entries (organisation_id, (content ->> 'election_id'))
  where kind = 'ending' and replaced_by is null and entered_in_error_at is null;

create table due_marks (
  organisation_id uuid not null default current_organisation(),
  patient_id uuid not null,
  key text not null check (key <> ''),
  words text not null,
  assigned_to uuid,
  closed_at timestamptz,
  closed_by text,
  closed_because text,
  primary key (organisation_id, patient_id, key),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  foreign key (organisation_id, assigned_to) references staff_members (organisation_id, id),
  constraint due_marks_closed_by_somebody_for_a_reason check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (closed_because is null))
);

-- A calendar program asks with a link of one person's; the link's token is a credential, by hash.
create table calendar_links (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  staff_member_id uuid not null,
  name text not null check (name <> ''),
  mine boolean not null,
  made_at timestamptz not null,
  asked_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, staff_member_id) references staff_members (organisation_id, id)
);
create index calendar_links_by_person on calendar_links (organisation_id, staff_member_id, id desc);
alter table credentials drop constraint credentials_kind_check,
  add constraint credentials_kind_check check (kind in ('email', 'session', 'device', 'enrolment', 'share', 'family', 'invitation', 'calendar'));

-- Ratings that a visit has to follow within two days, of all patients.
create index facts_hope_ratings on facts (organisation_id, observed_on)
  where noun = 'assessment' and kind in ('symptom_impact', 'symptom_follow_up', 'symptom_follow_up_missed') and replaced_by is null and entered_in_error_at is null;

do $$
declare tenant text;
begin
  foreach tenant in array array['benefit_entries', 'due_marks', 'calendar_links'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('create policy own_organisation on %I using (organisation_id = current_organisation())', tenant);
  end loop;
end $$;
grant select, insert on benefit_entries, due_marks, calendar_links to balm_api;
grant update (replaced_by, entered_in_error_at, entered_in_error_by, entered_in_error_reason) on benefit_entries to balm_api;
grant update (words, assigned_to, closed_at, closed_by, closed_because) on due_marks to balm_api;
grant update (asked_at, revoked_at) on calendar_links to balm_api;
