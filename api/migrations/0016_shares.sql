-- What a patient lets one person see. The link's token and the sessions it is exchanged for are credentials, by hash.
alter table credentials drop constraint credentials_kind_check,
  add constraint credentials_kind_check check (kind in ('email', 'session', 'device', 'enrolment', 'share', 'family'));
alter table audit_rows drop constraint audit_rows_actor_kind_check,
  add constraint audit_rows_actor_kind_check check (actor_kind in ('staff', 'patient', 'system', 'nobody', 'share_holder'));
alter table configurations drop constraint configurations_kind_check,
  add constraint configurations_kind_check check (kind in ('rules', 'watch', 'crisis_words', 'self_care', 'plan', 'hospice', 'family'));

create table shares (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  for_name text not null check (for_name <> ''),
  scope jsonb not null,
  language text not null check (language in ('en', 'de', 'es')),
  passphrase_hash text,
  granted_at timestamptz not null,
  granted_by_kind text not null check (granted_by_kind in ('patient', 'staff')),
  granted_by_id uuid not null,
  granted_by text not null,
  ends_at timestamptz not null,
  ended_at timestamptz,
  ended_because text check (ended_because in ('revoked', 'died')),
  asked_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  constraint shares_ended_because check ((ended_at is null) = (ended_because is null))
);
create index shares_by_patient on shares (organisation_id, patient_id, id desc);

-- What became of each, as the patient reads it. Append-only.
create table share_events (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  share_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('granted', 'opened', 'asked', 'accepted', 'declined', 'revoked')),
  by text not null,
  primary key (organisation_id, id),
  foreign key (organisation_id, share_id) references shares (organisation_id, id)
);
create index share_events_by_share on share_events (organisation_id, share_id, id desc);

do $$
declare tenant text;
begin
  foreach tenant in array array['shares', 'share_events'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('create policy own_organisation on %I using (organisation_id = current_organisation())', tenant);
  end loop;
end $$;
grant select, insert on shares, share_events to balm_api;
grant update (ends_at, ended_at, ended_because, asked_at) on shares to balm_api;
