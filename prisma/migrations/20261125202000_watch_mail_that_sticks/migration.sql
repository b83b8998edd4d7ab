-- Readiness says how many messages the mail server did not take at several attempts.
grant select (attempts) on mail_message to capeline_system;
