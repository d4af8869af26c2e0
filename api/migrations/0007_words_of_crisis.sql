-- A note may speak of a crisis: one more thing that a rule finds in a report.
alter table findings drop constraint findings_rule_check,
  add constraint findings_rule_check check (rule in ('asked_for', 'crisis', 'severe', 'worsening', 'persistent', 'trend'));
