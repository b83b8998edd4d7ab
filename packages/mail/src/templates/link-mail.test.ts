import { describe, expect, it } from '@jest/globals';
import { renderInvitation } from './invitation.ts';
import { LINK_PLACE, withLink } from './link-mail.ts';
import { renderPasswordReset } from './password-reset.ts';

const INVITATION = { firmName: 'Harbor Brokers', invitedBy: 'Dana Reyes', role: 'specialist', isRehearsal: false };
const URL = 'https://capeline.broker.example/invitation#abc';

describe('messages around a link', () => {
  it('hold a place for the link, which is put into text and HTML when they leave', () => {
    for (const mail of [renderInvitation(INVITATION), renderPasswordReset({ isRehearsal: false })]) {
      expect(mail.text).toContain(LINK_PLACE);
      const sent = withLink(mail, URL);
      expect(sent.text).toContain(URL);
      expect(sent.html).toContain(`href="${URL}"`);
      expect(sent.text + sent.html).not.toContain(LINK_PLACE);
    }
  });

  it('cannot be made to add a header, a line or a tag by a name', () => {
    const mail = renderInvitation({
      ...INVITATION,
      firmName: 'A\r\nBcc: x@evil.example <script>',
      invitedBy: '<img src=x>\nEve',
    });
    expect(mail.subject).not.toMatch(/[\r\n]/u);
    expect(mail.text.split('\n')[0]).toContain('Eve invites you');
    expect(mail.html).not.toMatch(/<script|<img/u);
  });

  it('are marked in a rehearsal', () => {
    expect(renderPasswordReset({ isRehearsal: true }).subject).toMatch(/^\[Rehearsal\] /u);
  });
});
