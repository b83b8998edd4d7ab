import type { ImportResponse } from '@capeline/contracts';
import { count, plural } from '../../ui/format.ts';

/** The four figures of an import. */
export function ImportCounts({ report }: { report: ImportResponse }) {
  const { counts, issueCounts } = report;
  const entries = counts.entriesCreated + counts.entriesUpdated + counts.entriesUnchanged;
  return (
    <div className="four">
      <Figure label="Rows read" value={counts.rowsRead} note={plural(entries, 'entry', 'entries')} />
      <Figure label="New entries" value={counts.entriesCreated} note={plural(counts.clientsCreated, 'new client')} />
      <Figure
        label="Changed entries"
        value={counts.entriesUpdated}
        note={`${count(counts.entriesUnchanged)} unchanged`}
      />
      <Figure
        label="Rows held back"
        value={counts.rowsRejected}
        alarming
        note={
          counts.rowsRejected > 0
            ? 'every row of an entry with a problem; the problems are listed below'
            : issueCounts.warnings > 0
              ? plural(issueCounts.warnings, 'warning')
              : 'every row was readable'
        }
      />
    </div>
  );
}

function Figure({
  label,
  value,
  note,
  alarming = false,
}: {
  label: string;
  value: number;
  note: string;
  alarming?: boolean;
}) {
  const tone = value === 0 ? 'figure zero' : alarming ? 'figure red' : 'figure';
  return (
    <section className="panel" aria-label={label}>
      <div className="dim">{label}</div>
      <div className={tone}>{count(value)}</div>
      <div className="small dim">{note}</div>
    </section>
  );
}
