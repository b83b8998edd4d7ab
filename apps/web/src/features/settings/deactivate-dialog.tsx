import { Button, Modal, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { issueAt } from '../../api/http.ts';
import { Bones } from '../../ui/bones.tsx';
import { DANGER } from '../../ui/danger.ts';
import { plural } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { holdingsQuery, type Member, type MemberHoldings, useDeactivate } from './member-queries.ts';

const NAMED = 8;

interface DeactivateDialogProps {
  readonly member: Member;
  readonly members: readonly Member[];
  readonly onClose: () => void;
}

/** Takes a member out: first what he answers for and who takes it over, then the one red button. */
export function DeactivateDialog({ member, members, onClose }: DeactivateDialogProps) {
  const { data, error, refetch } = useQuery(holdingsQuery(member.id));
  const [handOverTo, setHandOverTo] = useState<string | null>(null);
  const deactivate = useDeactivate();
  const heirs = members.filter(({ id, role }) => id !== member.id && role !== 'auditor');
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Deactivate ${member.name}`}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="stack">
        <p>
          {member.name} is signed out everywhere at once and cannot come back without an invitation. The name stays in
          the history.
        </p>
        <ProblemNote error={deactivate.error} shownFields={['handOverTo']} />
        {error && !data ? <ProblemNote error={error} onRetry={() => void refetch()} /> : null}
        {!data && !error ? <Bones rows={3} height={28} /> : null}
        {data ? <Holdings holdings={data} /> : null}
        {data && data.clients.length + data.checkCount + data.firmCheckCount > 0 ? (
          <Select
            label="Hand over to"
            placeholder={data.fallsTo ? `${data.fallsTo.name}, if you choose nobody` : 'Choose'}
            data={heirs.map(({ id, name, role }) => ({ value: id, label: `${name}, ${role}` }))}
            value={handOverTo}
            onChange={setHandOverTo}
            clearable
            error={issueAt(deactivate.error, 'handOverTo')}
          />
        ) : null}
        <div className="row end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            color={DANGER}
            disabled={!data}
            loading={deactivate.isPending}
            onClick={() => deactivate.mutate({ member, handOverTo }, { onSuccess: onClose })}
          >
            Deactivate
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Holdings({ holdings }: { holdings: MemberHoldings }) {
  const { clients, checkCount, firmCheckCount, apiKeyCount } = holdings;
  const more = clients.length - NAMED;
  return (
    <div className="note-box stack tight">
      {clients.length + checkCount + firmCheckCount === 0 ? (
        <span>Answers for no client and no check: nothing to hand over.</span>
      ) : null}
      {clients.length > 0 ? (
        <span>
          Answers for <b>{plural(clients.length, 'client')}</b>:{' '}
          {clients
            .slice(0, NAMED)
            .map(({ name }) => name)
            .join(', ')}
          {more > 0 ? ` and ${more} more` : ''}
        </span>
      ) : null}
      {checkCount > 0 ? (
        <span>
          Named for <b>{plural(checkCount, 'check')}</b>
        </span>
      ) : null}
      {firmCheckCount > 0 ? (
        <span>
          Named in <b>{plural(firmCheckCount, 'check')}</b> of our own firm; a duty that was ready is to be seen anew
        </span>
      ) : null}
      {apiKeyCount > 0 ? (
        <span>
          Made <b>{plural(apiKeyCount, 'API key')}</b>, which go on working: look at them below.
        </span>
      ) : null}
    </div>
  );
}
