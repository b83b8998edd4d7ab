import { formatEntryNumber } from '@capeline/domain';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useParams } from 'react-router';
import { entryQuery } from '../../api/lists.ts';
import { useCan } from '../../api/session.ts';
import { EntryDetailView } from '../../ui/entry-detail.tsx';
import { PageHead } from '../../ui/page-head.tsx';

const StateDrawer = lazy(async () => ({ default: (await import('./state-drawer.tsx')).StateDrawer }));

/** One entry at an address of its own, where a person can correct it. */
export function EntryPage() {
  const { entryNumber = '' } = useParams();
  const mayWrite = useCan('entries:write');
  const { data: entry } = useQuery(entryQuery(entryNumber));
  const [isOpen, setOpen] = useState(false);
  const shown = entryNumber.length === 11 ? formatEntryNumber(entryNumber) : entryNumber;
  return (
    <>
      <PageHead title={`Entry ${shown}`}>
        {mayWrite && entry ? (
          <Button variant="default" onClick={() => setOpen(true)}>
            Correct
          </Button>
        ) : null}
      </PageHead>
      <div className="panel" style={{ maxWidth: 760 }}>
        <EntryDetailView entryNumber={entryNumber} />
      </div>
      {isOpen && entry ? (
        <Suspense>
          <StateDrawer entry={entry} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
