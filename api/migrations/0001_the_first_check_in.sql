-- The role that the API works as: never the owner, never past row-level security. Roles belong to the whole server, so it may be there already.
do $$
begin
  create role balm_api nologin nosuperuser nobypassrls;
exception when duplicate_object or unique_violation then null;
end $$;
grant balm_api to current_user;
grant usage on schema public to balm_api;

-- The organisation of this transaction. The setting is '' (not null) once a connection has used it before; then nothing is visible.
create function current_organisation() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.organisation_id', true), '')::uuid;

create table organisations (
  id uuid primary key,
  name text not null check (name <> ''),
  zone text not null,
  emergency_number text not null,
  phone_numbers jsonb not null default '[]',
  texts jsonb not null default '{}',
  times_a_day smallint not null default 1 check (times_a_day between 1 and 12),
  demo boolean not null default false,
  added_at timestamptz not null
);

-- What must be found before the organisation is known: a session, a device's token, an enrolment code, an e-mail address; each by its SHA-256.
-- Only live ones are kept: using up, signing out and revoking delete the row.
create table credentials (
  hash bytea primary key check (length(hash) = 32),
  organisation_id uuid not null default current_organisation() references organisations (id),
  kind text not null check (kind in ('email', 'session', 'device', 'enrolment')),
  subject_id uuid not null,
  expires_at timestamptz
);
create index credentials_by_subject on credentials (organisation_id, subject_id);

-- The one look across organisations: whose credential is this? It answers for one exact hash only.
create function find_credential(wanted bytea) returns table (organisation_id uuid, kind text, subject_id uuid, expires_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select c.organisation_id, c.kind, c.subject_id, c.expires_at from credentials c where c.hash = wanted;
  end;

-- Tries that failed, by hash of what was tried (an e-mail address, a network address). Belongs to no organisation and names nobody.
create table throttles (
  key bytea primary key check (length(key) = 32),
  failures integer not null,
  last_failed_at timestamptz not null
);

create table staff_members (
  organisation_id uuid not null default current_organisation() references organisations (id),
  id uuid not null,
  name text not null check (name <> ''),
  email text not null,
  role text not null check (role in ('nurse', 'physician', 'coordinator', 'lead', 'admin', 'auditor')),
  password_hash text not null,
  added_at timestamptz not null,
  left_at timestamptz,
  primary key (organisation_id, id),
  constraint staff_members_email_once unique (organisation_id, email)
);

create table patients (
  organisation_id uuid not null default current_organisation() references organisations (id),
  id uuid not null,
  name text not null check (name <> ''),
  identifier text,
  born_on date,
  care text not null check (care in ('palliative', 'hospice', 'discharged', 'died')),
  care_since_on date not null,
  zone text not null,
  enrolled_at timestamptz not null,
  primary key (organisation_id, id),
  constraint patients_identifier_once unique (organisation_id, identifier)
);

create table devices (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  name text not null,
  enrolled_at timestamptz not null,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index devices_by_patient on devices (organisation_id, patient_id);

-- An organisation's questionnaires, each version unchangeable; only what is asked may change.
create table instruments (
  organisation_id uuid not null default current_organisation() references organisations (id),
  id text not null,
  version text not null,
  scale_minimum smallint not null,
  scale_maximum smallint not null check (scale_maximum > scale_minimum),
  definition jsonb not null,
  bundled boolean not null,
  asked boolean not null,
  switched_on text[] not null default '{}',
  loaded_at timestamptz not null,
  primary key (organisation_id, id, version),
  unique (organisation_id, id, version, scale_minimum, scale_maximum)
);

-- Whole numbers on the scale, or null for a skipped item; nothing else.
create function answers_in_scale(answers jsonb, minimum smallint, maximum smallint) returns boolean language sql immutable parallel safe as $$
  select case when jsonb_typeof(answers) <> 'object' then false else not exists (
    select from jsonb_each(answers) as answer (item, score)
    where item !~ '^[a-z][a-z0-9_]{0,39}$'
       or case jsonb_typeof(score)
            when 'null' then false
            when 'number' then score::numeric <> trunc(score::numeric) or score::numeric not between minimum and maximum
            else true
          end) end
$$;

-- One person's answers about one patient at one moment. The client chooses the id. The scale stands beside the answers so that Postgres can check
-- them, and is the instrument's own because the foreign key says so. `at` and `local_date` are when it counts: as recorded, or as received where the
-- sender's clock was ahead. After the insert only the marks at the end may change. No triggers, keys begin with the organisation: the table can be
-- partitioned by id and distributed by organisation.
create table check_ins (
  organisation_id uuid not null default current_organisation(),
  id uuid not null constraint check_ins_id_is_uuidv7 check (substring(id::text, 15, 1) = '7'),
  patient_id uuid not null,
  instrument text not null,
  instrument_version text not null,
  scale_minimum smallint not null,
  scale_maximum smallint not null,
  recorded_at timestamptz not null,
  received_at timestamptz not null,
  zone text not null,
  at timestamptz not null generated always as (least(recorded_at, received_at)) stored,
  local_date date not null generated always as ((least(recorded_at, received_at) at time zone zone)::date) stored,
  answers jsonb not null constraint check_ins_answers_in_scale check (answers_in_scale(answers, scale_minimum, scale_maximum)),
  partial text[] not null,
  respondent text not null check (respondent in ('patient', 'family_caregiver', 'professional_caregiver')),
  mode text not null check (mode in ('self', 'assisted', 'proxy', 'phone_call', 'paper')),
  entered_by_kind text not null check (entered_by_kind in ('staff', 'patient', 'system')),
  entered_by_id uuid not null,
  entered_by text not null,
  note text check (length(note) <= 2000),
  app_version text,
  content_hash bytea not null check (length(content_hash) = 32),
  corrects uuid,
  replaced_by uuid,
  entered_in_error_at timestamptz,
  entered_in_error_by uuid,
  entered_in_error_reason text,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  foreign key (organisation_id, instrument, instrument_version, scale_minimum, scale_maximum)
    references instruments (organisation_id, id, version, scale_minimum, scale_maximum),
  constraint check_ins_corrects_stored foreign key (organisation_id, corrects) references check_ins (organisation_id, id),
  constraint check_ins_proxy_is_not_the_patient check ((mode in ('self', 'assisted')) <= (respondent = 'patient') and (mode = 'proxy') <= (respondent <> 'patient')),
  constraint check_ins_error_has_a_reason check ((entered_in_error_at is null) = (entered_in_error_reason is null))
);
create index check_ins_by_patient on check_ins (organisation_id, patient_id, at desc, id desc);

-- Where each patient stands: one row, kept by the transaction that stores a check-in, so that the worklist never scans history.
create table symptom_states (
  organisation_id uuid not null default current_organisation(),
  patient_id uuid not null,
  last_heard_at timestamptz,
  concern integer not null default 0,
  recent jsonb not null default '[]',
  primary key (organisation_id, patient_id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index symptom_states_by_concern on symptom_states (organisation_id, concern desc, patient_id);

-- Append-only. Writers insert without waiting for one another; a job seals the rows into the organisation's chain seconds later: position and hash are
-- written once and never again, everything else never.
create table audit_rows (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('staff', 'patient', 'system', 'nobody')),
  actor_id uuid,
  action text not null,
  patient_id uuid,
  subject_id uuid,
  detail jsonb not null,
  position bigint,
  hash bytea,
  primary key (organisation_id, id),
  check ((position is null) = (hash is null))
);
create index audit_rows_unsealed on audit_rows (organisation_id, id) where position is null;
create index audit_rows_by_position on audit_rows (organisation_id, position);
create index audit_rows_by_patient on audit_rows (organisation_id, patient_id, id);

create table audit_chains (
  organisation_id uuid not null default current_organisation() primary key references organisations (id),
  position bigint not null default 0,
  hash bytea not null default '\x0000000000000000000000000000000000000000000000000000000000000000' check (length(hash) = 32)
);

-- For jobs, which go organisation by organisation: ids only.
create function organisations_with_unsealed_rows() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select o.id from organisations o where exists (select from audit_rows a where a.organisation_id = o.id and a.position is null);
  end;
create function all_organisations() returns table (id uuid, name text, demo boolean)
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select o.id, o.name, o.demo from organisations o order by o.added_at, o.id;
  end;

-- The wall that Postgres keeps between organisations.
do $$
declare tenant text;
begin
  foreach tenant in array array['credentials', 'staff_members', 'patients', 'devices', 'instruments', 'check_ins', 'symptom_states', 'audit_chains'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('create policy own_organisation on %I using (organisation_id = current_organisation())', tenant);
  end loop;
end $$;
alter table organisations enable row level security;
create policy own_organisation on organisations using (id = current_organisation());
alter table audit_rows enable row level security;
create policy read_own on audit_rows for select using (organisation_id = current_organisation());
create policy append on audit_rows for insert with check (organisation_id = current_organisation() and position is null);
create policy seal_once on audit_rows for update using (organisation_id = current_organisation() and position is null)
  with check (organisation_id = current_organisation() and position is not null);

-- What the API may do at all. Nothing clinical can be deleted, and of a stored check-in or audit row only the marks can be set.
grant select on organisations, credentials, throttles, staff_members, patients, devices, instruments, check_ins, symptom_states, audit_rows, audit_chains to balm_api;
grant insert on organisations, credentials, throttles, staff_members, patients, devices, instruments, check_ins, symptom_states, audit_rows, audit_chains to balm_api;
grant delete on credentials, throttles to balm_api;
grant update on throttles, symptom_states, audit_chains to balm_api;
grant update (last_seen_at, revoked_at) on devices to balm_api;
grant update (asked, switched_on) on instruments to balm_api;
grant update (replaced_by, entered_in_error_at, entered_in_error_by, entered_in_error_reason) on check_ins to balm_api;
grant update (position, hash) on audit_rows to balm_api;
