-- A forgotten password is set anew, and whoever leaves the team is let in no more; both from the command line. Whoever comes back gets a new row.
grant update (password_hash, left_at) on staff_members to balm_api;
alter table staff_members drop constraint staff_members_email_once;
create unique index staff_members_email_once on staff_members (organisation_id, email) where left_at is null;

-- "cosic" finds "Ćosić": small letters without the marks on them.
create function searchable(name text) returns text language sql immutable parallel safe
  return regexp_replace(normalize(lower(name), nfd), '[\u0300-\u036f]', '', 'g');
