-- What the team records about a patient. One table for all of it: what a fact says differs from noun to noun and is checked before it is stored; how it got here and
-- what became of it is the same for all. `kind` is that of an assessment or the topic of a preference. `first_id` is the id of the first version, by which others name it.
-- After the insert only the marks at the end may change.
create table facts (
  organisation_id uuid not null default current_organisation(),
  id uuid not null constraint facts_id_is_uuidv7 check (substring(id::text, 15, 1) = '7'),
  first_id uuid not null,
  patient_id uuid not null,
  noun text not null check (noun in ('diagnosis', 'assessment', 'treatment_line', 'disease_status', 'measurement', 'preference', 'need')),
  kind text not null default '',
  observed_on date not null,
  content jsonb not null check (jsonb_typeof(content) = 'object'),
  content_hash bytea not null check (length(content_hash) = 32),
  recorded_at timestamptz not null,
  recorded_by_kind text not null check (recorded_by_kind in ('staff', 'system')),
  recorded_by_id uuid not null,
  recorded_by text not null,
  corrects uuid,
  replaced_by uuid,
  entered_in_error_at timestamptz,
  entered_in_error_by uuid,
  entered_in_error_reason text,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  constraint facts_corrects_stored foreign key (organisation_id, corrects) references facts (organisation_id, id),
  constraint facts_first_stored foreign key (organisation_id, first_id) references facts (organisation_id, id),
  constraint facts_first_is_itself check ((corrects is null) = (first_id = id)),
  constraint facts_kind_where_there_are_kinds check ((kind <> '') = (noun in ('assessment', 'preference'))),
  constraint facts_not_of_the_future check (observed_on <= (recorded_at at time zone 'Pacific/Kiritimati')::date),
  constraint facts_error_has_a_reason check ((entered_in_error_at is null) = (entered_in_error_reason is null))
);
create index facts_standing on facts (organisation_id, patient_id, noun, kind, observed_on desc, id desc)
  where replaced_by is null and entered_in_error_at is null;
create index facts_by_patient on facts (organisation_id, patient_id, noun, kind, recorded_at desc);
create unique index facts_one_principal_diagnosis on facts (organisation_id, patient_id)
  where noun = 'diagnosis' and content ->> 'rank' = 'principal' and replaced_by is null and entered_in_error_at is null;
create unique index facts_one_new_version on facts (organisation_id, corrects) where entered_in_error_at is null;

alter table facts enable row level security;
create policy own_organisation on facts using (organisation_id = current_organisation());
grant select, insert on facts to balm_api;
grant update (replaced_by, entered_in_error_at, entered_in_error_by, entered_in_error_reason) on facts to balm_api;
