import { Button, CopyButton } from '@mantine/core';
import type { IssuedInvitation } from './member-queries.ts';

/** The link of an invitation, shown this once, and whether a mail with another one is on its way. */
export function LinkOnce({ invitation, onDone }: { invitation: IssuedInvitation; onDone: () => void }) {
  const { email, link, isMailed } = invitation;
  return (
    <div className="stack tight" role="status">
      <b>{isMailed ? `A mail is on its way to ${email}.` : 'No mail server is set up: hand the link over yourself.'}</b>
      <p className="dim">
        {isMailed ? 'You may hand this link over as well. ' : ''}It is shown once. Whoever holds it can join as {email},
        so give it to nobody else.
      </p>
      <div className="key-once">
        <code className="breakable">{link}</code>
        <CopyButton value={link}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      <div className="row end">
        <Button onClick={onDone}>Done</Button>
      </div>
    </div>
  );
}
