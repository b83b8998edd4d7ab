-- A server that took the whole message and never answered may have delivered it. Such an attempt is repeated once and not for five
-- days, so it is counted.
alter table mail_message add column unanswered integer not null default 0;
grant update (unanswered) on mail_message to capeline_app;
