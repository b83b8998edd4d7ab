import { Modal } from '@mantine/core';
import { LinkOnce } from './link-once.tsx';
import type { IssuedInvitation } from './member-queries.ts';

/** The new link of an invitation that was sent again. */
export function ResentDialog({ invitation, onClose }: { invitation: IssuedInvitation; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="Sent again" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <LinkOnce invitation={invitation} onDone={onClose} />
    </Modal>
  );
}
