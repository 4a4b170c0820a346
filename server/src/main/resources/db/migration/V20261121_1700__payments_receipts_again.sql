-- When the sending of a receipt began, or began anew because a person said so: it is given up some days after that.
alter table payments.receipt add column opened_at timestamptz;
update payments.receipt set opened_at = created_at;
alter table payments.receipt alter column opened_at set not null;
