-- When the team last answered what was asked for: a report that asks for help no longer does after that.
alter table symptom_states add column answered_at timestamptz;

-- What waits for somebody orders the worklist from now on (rules.concern, version 3): nine places above all symptoms (4 * 101 * 101 * 100 + 1 each), and severe is the
-- fourth tier of them. Ranks of version 2 held asking among the tiers: 3 (call), 5 (call, severe) and 6 (help now); what stood there takes the tier that its worst score
-- has in the bundled questionnaires.
with before as (
  select organisation_id, patient_id, (concern - 1) / 1020100 as tier, (concern - 1) % 1020100 as rest from symptom_states where concern > 0
), moved as (
  select b.organisation_id, b.patient_id, b.rest, b.tier, (b.rest / 100) % 101 as percent,
    coalesce((select max(case
        when a.state in ('acknowledged', 'in_progress') then 1
        when a.state <> 'open' then 0
        when a.level = 'review' then 2
        when a.level = 'soon' then case a.subject when 'asked_for' then 5 else 4 end
        else case when a.subject in ('asked_for', 'crisis') then 9 else 7 end end)
      from alerts a where a.organisation_id = b.organisation_id and a.patient_id = b.patient_id and a.state <> 'resolved'), 0) as place,
    exists (select from alerts a where a.organisation_id = b.organisation_id and a.patient_id = b.patient_id and a.subject = 'asked_for') as answering
  from before b
)
update symptom_states s set concern = 1 + m.rest + 4080401 * greatest(m.place, case when m.answering then 0 when m.tier = 6 then 9 when m.tier in (3, 5) then 5 else 0 end)
    + 1020100 * case when m.tier in (4, 5) then 3 when m.tier in (3, 6) then (m.percent >= 1)::int + (m.percent >= 40)::int + (m.tier = 6 and m.percent >= 70)::int else m.tier end
  from moved m where s.organisation_id = m.organisation_id and s.patient_id = m.patient_id;

-- What waits gets its deadline, and whoever reported by themselves is listened for, at the first look of whoever fires what is due.
insert into timers (organisation_id, kind, subject_id, patient_id, due_at)
  select organisation_id, 'response', id, patient_id, coalesce(snoozed_until, now()) from alerts where state in ('open', 'snoozed');
insert into timers (organisation_id, kind, subject_id, patient_id, due_at)
  select p.organisation_id, 'silence', p.id, p.id, now() from patients p
  where p.care in ('palliative', 'hospice')
    and exists (select from check_ins c where c.organisation_id = p.organisation_id and c.patient_id = p.id and c.entered_by_kind <> 'system');
