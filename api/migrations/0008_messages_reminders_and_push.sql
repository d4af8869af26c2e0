-- What goes back to the patient: that an alert was seen, with the report on which it stood; and what somebody of the team chose to say. Append-only, but for when
-- a phone first asked for it.
create table messages (
  organisation_id uuid not null default current_organisation(),
  id uuid not null,
  patient_id uuid not null,
  kind text not null check (kind in ('seen', 'told')),
  at timestamptz not null,
  by_id uuid not null,
  by text not null,
  alert_id uuid,
  check_in_id uuid,
  phrase text check (phrase ~ '^[a-z_]{1,40}$'),
  text text check (length(text) between 1 and 280),
  on_phone_at timestamptz,
  primary key (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id),
  foreign key (organisation_id, by_id) references staff_members (organisation_id, id),
  foreign key (organisation_id, alert_id) references alerts (organisation_id, id),
  foreign key (organisation_id, check_in_id) references check_ins (organisation_id, id),
  constraint messages_say_something check ((kind = 'told') = (num_nonnulls(phrase, text) > 0)),
  constraint messages_seen_names_a_report check ((kind = 'seen') = (check_in_id is not null) and (kind = 'told' or alert_id is not null))
);
create index messages_by_patient on messages (organisation_id, patient_id, at desc, id desc);
create index messages_by_alert on messages (organisation_id, alert_id, id) where alert_id is not null;
create unique index messages_seen_once on messages (organisation_id, alert_id, check_in_id) where kind = 'seen';

-- When a patient wants to be reminded: clock times where they are.
create table reminders (
  organisation_id uuid not null default current_organisation(),
  patient_id uuid not null,
  times time[] not null check (cardinality(times) <= 6),
  zone text not null,
  set_at timestamptz not null,
  set_by_id uuid not null,
  set_by text not null,
  primary key (organisation_id, patient_id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);

-- Where a phone's browser takes messages while the app is closed. One for each phone; gone when the phone is, or when its push service says so.
create table push_subscriptions (
  organisation_id uuid not null default current_organisation(),
  device_id uuid not null,
  patient_id uuid not null,
  endpoint text not null check (length(endpoint) <= 1000),
  public_key bytea not null check (length(public_key) = 65),
  secret bytea not null check (length(secret) = 16),
  language text not null check (language in ('en', 'de', 'es')),
  subscribed_at timestamptz not null,
  primary key (organisation_id, device_id),
  foreign key (organisation_id, device_id) references devices (organisation_id, id),
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index push_subscriptions_by_patient on push_subscriptions (organisation_id, patient_id);

-- What is to be sent there. Written in the patient's transaction, sent outside of any; one for each phone, a newer reminder takes the older one's place.
-- Whoever sends holds it until `leased_until`; killed meanwhile, somebody else tries again after that.
create table pushes (
  organisation_id uuid not null default current_organisation(),
  device_id uuid not null,
  id uuid not null,
  patient_id uuid not null,
  due_at timestamptz not null,
  expires_at timestamptz not null,
  send_at timestamptz not null,
  attempts smallint not null default 0 check (attempts >= 0),
  leased_until timestamptz,
  primary key (organisation_id, device_id),
  foreign key (organisation_id, device_id) references push_subscriptions (organisation_id, device_id) on delete cascade,
  foreign key (organisation_id, patient_id) references patients (organisation_id, id)
);
create index pushes_by_send_at on pushes (organisation_id, send_at);

create function organisations_with_pushes(now timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  begin atomic
    select o.id from organisations o where exists (select from pushes p where p.organisation_id = o.id and p.send_at <= now);
  end;

do $$
declare tenant text;
begin
  foreach tenant in array array['messages', 'reminders', 'push_subscriptions', 'pushes'] loop
    execute format('alter table %I enable row level security', tenant);
    execute format('create policy own_organisation on %I using (organisation_id = current_organisation())', tenant);
  end loop;
end $$;
grant select, insert on messages, reminders, push_subscriptions, pushes to balm_api;
grant update (on_phone_at) on messages to balm_api;
grant update (times, zone, set_at, set_by_id, set_by) on reminders to balm_api;
grant update (patient_id, endpoint, public_key, secret, language, subscribed_at), delete on push_subscriptions to balm_api;
grant update (id, due_at, expires_at, send_at, attempts, leased_until), delete on pushes to balm_api;
