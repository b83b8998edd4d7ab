import type { Client, ClientFilter } from '@capeline/contracts';
import { Button } from '@mantine/core';
import { IconUserCheck } from '@tabler/icons-react';
import { count, plural } from '../../ui/format.ts';
import { OwnerPicker } from '../../ui/owner-picker.tsx';
import { useOwnerChange } from '../../ui/use-owner-change.ts';

interface BulkBarProps {
  readonly clients: readonly Client[];
  /** Every client that matches is picked, also those that are not loaded. */
  readonly isAll: boolean;
  readonly total: number;
  readonly matching: { readonly filter: ClientFilter; readonly search: string };
  readonly onAll: () => void;
  readonly onDone: () => void;
}

/** What can be done with the picked clients at once. */
export function BulkBar({ clients, isAll, total, matching, onAll, onDone }: BulkBarProps) {
  const change = useOwnerChange();
  const picked = isAll ? total : clients.length;
  const { filter, search } = matching;
  const of = isAll ? { matching: { filter, ...(search !== '' && { search }) } } : { clients };
  return (
    <section className="bulk no-print" aria-label="Picked clients">
      <b aria-live="polite">
        {isAll ? `All ${plural(total, 'client')} that match picked` : `${plural(clients.length, 'client')} picked`}
      </b>
      {!isAll && total > clients.length ? (
        <Button variant="subtle" size="xs" onClick={onAll}>
          Pick all {count(total)} that match
        </Button>
      ) : null}
      <span className="grow" />
      <Button variant="subtle" size="xs" onClick={onDone}>
        Unpick all
      </Button>
      <OwnerPicker
        owner={null}
        of={plural(picked, 'client')}
        face={
          <span className="button-link">
            <IconUserCheck size={15} aria-hidden /> Assign to…
          </span>
        }
        onPick={(owner) =>
          change.mutate({ of, ownerId: owner?.id ?? null, ownerName: owner?.name ?? null }, { onSuccess: onDone })
        }
      />
    </section>
  );
}
