-- Retention may remove the text of an old message and nothing else of it: the delivery record stays, and what was rendered still cannot
-- be changed into something else.
grant update (text_body, html_body) on mail_message to capeline_app;

create function refuse_other_mail_text() returns trigger language plpgsql set search_path = pg_catalog as $$
begin
  if new.text_body <> 'Removed by the retention settings.' or new.html_body <> '<p>Removed by the retention settings.</p>' then
    raise exception 'the text of a message can be removed, not changed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end
$$;
create trigger mail_message_text before update of text_body, html_body on mail_message
  for each row when (new.text_body is distinct from old.text_body or new.html_body is distinct from old.html_body)
  execute function refuse_other_mail_text();
