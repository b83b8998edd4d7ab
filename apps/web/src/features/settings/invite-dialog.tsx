import type { Role } from '@capeline/contracts';
import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { LinkOnce } from './link-once.tsx';
import { useInvite } from './member-queries.ts';
import { RoleSelect } from './role-select.tsx';

/** Invites an address with a role, then shows the link once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('specialist');
  const invite = useInvite();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ email, role });
  };
  return (
    <Modal opened onClose={onClose} title="Invite somebody" centered closeButtonProps={{ 'aria-label': 'Close' }}>
      {invite.data ? (
        <LinkOnce invitation={invite.data} onDone={onClose} />
      ) : (
        <form className="stack" onSubmit={submit}>
          <ProblemNote error={invite.error} shownFields={['email', 'role']} />
          <TextInput
            label="E-mail"
            type="email"
            placeholder="colleague@your-firm.example"
            required
            withAsterisk={false}
            data-autofocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={issueAt(invite.error, 'email')}
          />
          <RoleSelect label="Role" value={role} onChange={setRole} />
          <p className="small dim">The link works once and for seven days. You can take it back until then.</p>
          <div className="row end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={invite.isPending}>
              Invite
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
