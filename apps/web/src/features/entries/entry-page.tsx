import { formatEntryNumber } from '@capeline/domain';
import { useParams } from 'react-router';
import { EntryDetailView } from '../../ui/entry-detail.tsx';
import { PageHead } from '../../ui/page-head.tsx';

/** One entry at an address of its own. */
export function EntryPage() {
  const { entryNumber = '' } = useParams();
  const shown = entryNumber.length === 11 ? formatEntryNumber(entryNumber) : entryNumber;
  return (
    <>
      <PageHead title={`Entry ${shown}`} />
      <div className="panel" style={{ maxWidth: 760 }}>
        <EntryDetailView entryNumber={entryNumber} />
      </div>
    </>
  );
}
