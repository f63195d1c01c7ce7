-- Workflows reach an instance only where somebody who manages it has said so: whoever draws one is not asked for a permission.
alter table instances add column allows_workflows boolean not null default false;
