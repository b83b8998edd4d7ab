import {
  type Database,
  insertInvitationLink,
  insertSignInLink,
  type LeasedMail,
  lockInvitationForLink,
  type MailLink,
} from '@capeline/db';
import { withLink } from '@capeline/mail';
import { PASSWORD_RESET_MS } from '../sessions/password-reset-time.ts';
import { issueToken } from '../sessions/tokens.ts';

/** Where each kind of link leads; the secret stands after `#`, which browsers never send and no log shows. */
const PAGES: Record<MailLink['kind'], string> = { invitation: 'invitation', password_reset: 'new-password' };

/** The address of a secret link. */
export function linkUrl(appUrl: string, kind: MailLink['kind'], token: string): string {
  return `${appUrl}/${PAGES[kind]}#${token}`;
}

/** Keeps a new link of what the message is about; false when that is over, and then the message must not leave. */
async function keepLink(
  database: Database,
  organizationId: string,
  leased: LeasedMail & { readonly link: MailLink },
  made: { readonly tokenHash: Buffer; readonly now: Date },
): Promise<boolean> {
  const { kind, subjectId } = leased.link;
  const { tokenHash, now } = made;
  if (kind === 'invitation')
    return database.withTenantPg(organizationId, async (tx) => {
      if (!(await lockInvitationForLink(tx, { id: subjectId, email: leased.recipient, now }))) return false;
      await insertInvitationLink(tx, { invitationId: subjectId, tokenHash, createdAt: now });
      return true;
    });
  const expiresAt = new Date(leased.createdAt.getTime() + PASSWORD_RESET_MS);
  if (expiresAt <= now) return false;
  await database.withSystem('password reset: keep the link of a mail that leaves', (tx) =>
    insertSignInLink(tx, { tokenHash, userId: subjectId, organizationId, expiresAt, purpose: 'password_reset' }),
  );
  return true;
}

/**
 * The message as it leaves: with its secret link, if it has one, made now and stored as a hash. Every attempt has a link of its own, so
 * that the one that arrives works. Null when the invitation was accepted, revoked or ran out, or the hour of a new password is over.
 */
export async function fillLink(
  database: Database,
  organizationId: string,
  leased: LeasedMail,
  options: { readonly appUrl: string; readonly now: Date },
): Promise<Pick<LeasedMail, 'text' | 'html'> | null> {
  const { link } = leased;
  if (link === null) return leased;
  const { token, tokenHash } = issueToken();
  const isKept = await keepLink(database, organizationId, { ...leased, link }, { tokenHash, now: options.now });
  return isKept ? withLink(leased, linkUrl(options.appUrl, link.kind, token)) : null;
}
