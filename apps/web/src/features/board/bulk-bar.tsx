import type { Client } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { plural } from '../../ui/format.ts';
import { OwnerPicker } from '../../ui/owner-picker.tsx';
import { useOwnerChange } from '../../ui/use-owner-change.ts';

/** What can be done with the picked clients at once. */
export function BulkBar({ clients, onDone }: { clients: readonly Client[]; onDone: () => void }) {
  const change = useOwnerChange();
  return (
    <section className="bulk no-print" aria-label="Picked clients">
      <b>{plural(clients.length, 'client')} picked</b>
      <span className="row">
        Owner:
        <OwnerPicker
          owner={null}
          of={plural(clients.length, 'client')}
          onPick={(owner) =>
            change.mutate(
              {
                clients: clients.map(({ id, name, owner: former, version }) => ({
                  id,
                  name,
                  ownerId: former?.id ?? null,
                  version,
                })),
                ownerId: owner?.id ?? null,
                ownerName: owner?.name ?? null,
              },
              { onSuccess: onDone },
            )
          }
        />
      </span>
      <span className="grow" />
      <Button variant="subtle" size="xs" onClick={onDone}>
        Unpick all
      </Button>
    </section>
  );
}
