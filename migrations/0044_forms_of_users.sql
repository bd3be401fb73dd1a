-- A form that invites somebody does so once, however often it is sent.
alter table users add column form_code text;
alter table users add constraint users_form_is_posted_once unique (form_code);
