-- What an organisation, or the team for one patient, has set: version by version, with who and when. Append-only; the newest counts.
create table configurations (
  organisation_id uuid not null default current_organisation() references organisations (id),
  kind text not null check (kind in ('rules', 'watch', 'crisis_words', 'self_care', 'plan')),
  subject_id uuid not null default current_organisation(),
  version integer not null check (version >= 1),
  patient_id uuid,
  content jsonb not null,
  set_at timestamptz not null,
  set_by_id uuid not null,
  set_by text not null,
  primary key (organisation_id, kind, subject_id, version),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  constraint configurations_plan_is_of_a_patient check ((kind = 'plan') = (patient_id is not null) and subject_id = coalesce(patient_id, organisation_id))
);

-- What falls due without a request: at most one of a kind for each subject. Whoever fires it holds the patient's lock and deletes it in the same transaction.
create table timers (
  organisation_id uuid not null default current_organisation(),
  kind text not null check (kind in ('silence', 'response', 'reminder')),
  subject_id uuid not null,
  patient_id uuid not null,
  due_at timestamptz not null,
  primary key (organisation_id, kind, subject_id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index timers_by_due on timers (organisation_id, due_at);
create index timers_by_patient on timers (organisation_id, patient_id);

create function organisations_with_due_timers(now timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select o.id from organisations o where exists (select from timers t where t.organisation_id = o.id and t.due_at <= now);
  end;

do $$
declare tenant text;
begin
  foreach tenant in array array['configurations', 'timers'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('create policy own_organisation on %I using (organisation_id = current_organisation())', tenant);
  end loop;
end $$;
grant select, insert on configurations, timers to balm_api;
grant update (due_at), delete on timers to balm_api;
