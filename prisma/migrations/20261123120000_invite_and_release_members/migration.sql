-- People come by invitation, leave by deactivation, and get back in by a mailed link.

-- Who left keeps the row: names in the history stay readable, and the person can be invited again.
alter table membership add column deactivated_at timestamptz(3);
grant update (deactivated_at) on membership to capeline_app;

-- An invitation to a firm, for one address and role. Whoever holds one of its links may accept it, once.
create table invitation (
  organization_id uuid not null,
  id uuid not null,
  email text not null,
  role text not null,
  invited_by uuid,
  created_at timestamptz(3) not null default current_timestamp,
  expires_at timestamptz(3) not null,
  accepted_at timestamptz(3),
  accepted_by uuid,
  revoked_at timestamptz(3),
  constraint invitation_pkey primary key (organization_id, id),
  constraint invitation_role_check check (role in ('owner', 'manager', 'specialist', 'auditor')),
  constraint invitation_email_check check (email = lower(email)),
  constraint invitation_organization_fkey foreign key (organization_id) references organization (id) on delete cascade
);
-- One open invitation an address: a second one would be a second role to choose from.
create unique index invitation_open_key on invitation (organization_id, email) where accepted_at is null and revoked_at is null;
alter table invitation alter column organization_id set statistics 0;
alter table invitation enable row level security;
alter table invitation force row level security;
-- A firm manages its own invitations.
create policy invitation_of_firm on invitation to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, update (expires_at, accepted_at, accepted_by, revoked_at) on invitation to capeline_app;

-- The links of an invitation: one is shown to whoever invites, one is made when the mail leaves. Only the SHA-256 is stored.
create table invitation_link (
  organization_id uuid not null,
  token_hash bytea not null,
  invitation_id uuid not null,
  created_at timestamptz(3) not null default current_timestamp,
  constraint invitation_link_pkey primary key (organization_id, token_hash),
  constraint invitation_link_invitation_fkey foreign key (organization_id, invitation_id)
    references invitation (organization_id, id) on delete cascade
);
-- Whoever accepts belongs to no firm yet: the link leads to it.
create unique index invitation_link_token_hash_key on invitation_link (token_hash);
-- Sending an invitation again ends its former links.
create index invitation_link_organization_id_invitation_id_idx on invitation_link (organization_id, invitation_id);
alter table invitation_link alter column organization_id set statistics 0;
alter table invitation_link enable row level security;
alter table invitation_link force row level security;
-- A firm manages its own links.
create policy invitation_link_of_firm on invitation_link to capeline_app
  using (organization_id = nullif(current_setting('app.organization_id', true), '')::uuid);
grant select, insert, delete on invitation_link to capeline_app;
-- Accepting asks a link for its firm, and for nothing else.
create policy invitation_link_find on invitation_link for select to capeline_system using (true);
grant select (organization_id, token_hash, invitation_id) on invitation_link to capeline_system;

-- A link that lets a new password be chosen is no link that signs in, and lives shorter.
alter table sign_in_link add column purpose text not null default 'sign_in';
alter table sign_in_link add constraint sign_in_link_purpose_check check (purpose in ('sign_in', 'password_reset'));
-- A new password ends all links of the person.
create index sign_in_link_user_id_idx on sign_in_link (user_id);

-- The mail log is read by everybody in the firm, so a message is kept without the secret in it: what it is a link to stands here,
-- and the link is made when the message leaves.
alter table mail_message add column link_kind text;
alter table mail_message add column link_subject uuid;
alter table mail_message add constraint mail_message_link_check
  check ((link_kind is null) = (link_subject is null) and link_kind in ('invitation', 'password_reset'));
-- Once a morning holds for digests; an invitation may be sent twice a day.
drop index mail_message_organization_id_kind_recipient_business_date_key;
create unique index mail_message_one_digest_key
  on mail_message (organization_id, kind, recipient, business_date) where kind = 'digest';
