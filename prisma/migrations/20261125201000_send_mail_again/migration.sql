-- When somebody had a message that was given up sent once more: the days after which it is given up count from then.
alter table mail_message add column sent_again_at timestamptz(3);
grant update (sent_again_at) on mail_message to capeline_app;
