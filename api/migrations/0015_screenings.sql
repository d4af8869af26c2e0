-- Screening against hospice criteria: how it stands, what became of it, who asked for a review, what is to be found out, and who compared a pack with its text.
alter table timers drop constraint timers_kind_check, add constraint timers_kind_check check (kind in ('silence', 'response', 'reminder', 'screening'));
alter table configurations drop constraint configurations_kind_check,
  add constraint configurations_kind_check check (kind in ('rules', 'watch', 'crisis_words', 'self_care', 'plan', 'hospice'));

-- How each patient stands by the newest screening; replaced by the next one. What changed from one to the next is kept below, and nothing of that is ever replaced.
create table screenings (
  organisation_id uuid not null default current_organisation(),
  patient_id uuid not null,
  pack text not null,
  pack_version integer not null,
  screened_at timestamptz not null,
  state text not null check (state in ('for_review', 'conversation', 'not_listed')),
  rank integer not null,
  listing jsonb not null,
  screening jsonb not null,
  primary key (organisation_id, patient_id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index screenings_listed on screenings (organisation_id, rank desc, patient_id) where state <> 'not_listed';

create table screening_changes (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  at timestamptz not null,
  pack text not null,
  pack_version integer not null,
  changes jsonb not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index screening_changes_by_patient on screening_changes (organisation_id, patient_id, id desc);

create table review_requests (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  asked_at timestamptz not null,
  asked_by_id uuid not null,
  asked_by text not null,
  note text not null check (length(note) <= 2000),
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  constraint review_requests_withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null))
);
create unique index review_requests_one_stands on review_requests (organisation_id, patient_id) where withdrawn_at is null;
create index review_requests_by_patient on review_requests (organisation_id, patient_id, id desc);

create table tasks (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  words text not null check (words <> ''),
  noun text,
  kind text,
  asked_at timestamptz not null,
  asked_by_id uuid not null,
  asked_by text not null,
  assigned_to uuid,
  due_on date,
  done_at timestamptz,
  done_by text,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  foreign key (organisation_id, assigned_to) references staff_members (organisation_id, id),
  constraint tasks_done_by_somebody check ((done_at is null) = (done_by is null))
);
create index tasks_open on tasks (organisation_id, due_on, id) where done_at is null;
create index tasks_by_patient on tasks (organisation_id, patient_id, id desc);

create table pack_confirmations (
  organisation_id uuid not null default current_organisation() references organisations (id),
  id uuid not null,
  pack text not null,
  version integer not null,
  text_read text not null check (text_read <> ''),
  confirmed_at timestamptz not null,
  confirmed_by_id uuid not null,
  confirmed_by text not null,
  withdrawn_at timestamptz,
  withdrawn_by text,
  primary key (organisation_id, id),
  constraint pack_confirmations_withdrawn_by_somebody check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index pack_confirmations_by_pack on pack_confirmations (organisation_id, pack, id desc);

do $$
declare tenant text;
begin
  foreach tenant in array array['screenings', 'screening_changes', 'review_requests', 'tasks', 'pack_confirmations'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('create policy own_organisation on %I using (organisation_id = current_organisation())', tenant);
  end loop;
end $$;
grant select, insert on screenings, screening_changes, review_requests, tasks, pack_confirmations to balm_api;
grant update on screenings to balm_api;
grant update (withdrawn_at, withdrawn_by) on review_requests, pack_confirmations to balm_api;
grant update (assigned_to, due_on, done_at, done_by) on tasks to balm_api;

-- Whoever has facts on record already is screened at the first start.
insert into timers (organisation_id, kind, subject_id, patient_id, due_at)
  select distinct p.organisation_id, 'screening', p.id, p.id, now() from patients p join facts f on f.organisation_id = p.organisation_id and f.patient_id = p.id
  where p.care in ('palliative', 'hospice');
