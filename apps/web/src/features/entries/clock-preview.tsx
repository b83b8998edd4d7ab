import type { EntryPreview } from '@capeline/contracts';
import { longDate } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Tag } from '../../ui/tag.tsx';
import { KIND_NAMES } from '../../ui/words.ts';

interface ClockPreviewProps {
  readonly preview: EntryPreview | null;
  readonly error: unknown;
  readonly isChanged: boolean;
}

const datesOf = (clocks: EntryPreview['before']) => clocks.map(({ kind, lastDay }) => `${kind} ${lastDay}`).join();
const hasMoved = ({ before, after }: EntryPreview) => datesOf(before) !== datesOf(after);

/** What the clocks are and what they become, before anything is saved. */
export function ClockPreview({ preview, error, isChanged }: ClockPreviewProps) {
  if (error) return <ProblemNote error={error} shownFields={['entryNumber', 'importerNumber']} />;
  if (preview === null) return null;
  const isNoted = preview.later.length > 0 || preview.warnings.length > 0;
  const kinds = (['cape_window', 'protest', 'protest_reliquidation'] as const).filter((kind) =>
    [...preview.before, ...preview.after].some((clock) => clock.kind === kind),
  );
  return (
    <section
      className={isNoted ? 'note-box stack tight' : 'panel stack tight'}
      aria-label="What the clocks become"
      aria-live="polite"
    >
      <b>
        {isChanged ? (hasMoved(preview) ? 'What the clocks become' : 'The clocks stay as they are') : 'The clocks now'}
      </b>
      {kinds.length === 0 ? <span className="dim">No clock runs: the entry is not liquidated.</span> : null}
      {kinds.map((kind) => (
        <Change key={kind} kind={kind} preview={preview} />
      ))}
      {preview.warnings.map(({ code, message }) => (
        <span key={code}>
          <Tag tone="amber">look again</Tag> {message}
        </span>
      ))}
    </section>
  );
}

function Change({
  kind,
  preview,
}: {
  kind: 'cape_window' | 'protest' | 'protest_reliquidation';
  preview: EntryPreview;
}) {
  const before = preview.before.find((clock) => clock.kind === kind)?.lastDay ?? null;
  const after = preview.after.find((clock) => clock.kind === kind)?.lastDay ?? null;
  const isLater = preview.later.some((clock) => clock.kind === kind);
  return (
    <span>
      {KIND_NAMES[kind]}:{' '}
      {before === after || before === null ? null : (
        <>
          <s className="dim">{longDate(before)}</s> →{' '}
        </>
      )}
      <b>{after === null ? 'no clock' : `last day ${longDate(after)}`}</b>{' '}
      {isLater ? <Tag tone="red">later</Tag> : null}
      {!isLater && before !== null && after !== null && after < before ? (
        <Tag tone="amber">earlier, at once</Tag>
      ) : null}
      {before === null && after !== null ? <Tag>new</Tag> : null}
    </span>
  );
}
