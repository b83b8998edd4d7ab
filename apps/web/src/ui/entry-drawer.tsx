import type { Entry } from '@capeline/contracts';
import { Drawer } from '@mantine/core';
import { Link } from 'react-router';
import { EntryDetailView } from './entry-detail.tsx';

/** One entry above the list that it was chosen from; fetched when the first one is. */
export function EntryDrawer({ entry, onClose }: { entry: Entry | null; onClose: () => void }) {
  return (
    <Drawer opened={entry !== null} onClose={onClose} title={entry ? `Entry ${entry.formatted}` : ''} size={620}>
      {entry ? (
        <div className="stack">
          <Link className="link no-print" to={`/entries/${entry.entryNumber}`}>
            Open or correct on its own page
          </Link>
          <EntryDetailView entryNumber={entry.entryNumber} />
        </div>
      ) : null}
    </Drawer>
  );
}
