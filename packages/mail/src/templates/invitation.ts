import type { RenderedMail } from './digest-model.ts';
import { renderLinkMail } from './link-mail.ts';

/** What an invitation says. */
export interface InvitationModel {
  readonly firmName: string;
  /** Null: a program invited. */
  readonly invitedBy: string | null;
  readonly role: string;
  readonly isRehearsal: boolean;
}

/** Renders an invitation to a firm, with a place for its link. */
export function renderInvitation({ firmName, invitedBy, role, isRehearsal }: InvitationModel): RenderedMail {
  const who = invitedBy === null ? 'You are invited' : `${invitedBy} invites you`;
  return renderLinkMail({
    subject: `Capeline: join ${firmName}`,
    isRehearsal,
    before: [`${who} to join ${firmName} in Capeline as ${role}.`],
    action: 'Accept the invitation',
    after: [
      'The link works once and for seven days. Whoever holds it can join in your name, so pass it on to nobody.',
      'If you did not expect this, do nothing.',
    ],
  });
}
