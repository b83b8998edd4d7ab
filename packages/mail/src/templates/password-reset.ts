import type { RenderedMail } from './digest-model.ts';
import { renderLinkMail } from './link-mail.ts';

/** Renders the message that lets a person choose a new password, with a place for its link. */
export function renderPasswordReset(model: { readonly isRehearsal: boolean }): RenderedMail {
  return renderLinkMail({
    subject: 'Capeline: choose a new password',
    isRehearsal: model.isRehearsal,
    before: ['Somebody, probably you, asked for a new password at this address.'],
    action: 'Choose a new password',
    after: [
      'The link works once and for one hour. With the new password every device is signed out.',
      'If you did not ask, do nothing: your password stays as it is.',
    ],
  });
}
