-- Two people who edit one wording do not overwrite each other.
alter table message_templates add column version integer not null default 1;
