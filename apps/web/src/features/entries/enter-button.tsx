import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useCan } from '../../api/session.ts';

const StateDrawer = lazy(async () => ({ default: (await import('./state-drawer.tsx')).StateDrawer }));

/** Opens the form for an entry that no report brought. */
export function EnterButton() {
  const mayWrite = useCan('entries:write');
  const [isOpen, setOpen] = useState(false);
  if (!mayWrite) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Enter by hand
      </Button>
      {isOpen ? (
        <Suspense>
          <StateDrawer entry={null} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
