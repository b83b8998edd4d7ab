import type { ImportStatus } from '@capeline/contracts';
import { Tag, type Tone } from '../../ui/tag.tsx';

const STATES: Record<ImportStatus, { label: string; tone: Tone }> = {
  received: { label: 'Received', tone: 'plain' },
  reading: { label: 'Reading', tone: 'accent' },
  needs_mapping: { label: 'Columns not recognised', tone: 'amber' },
  reviewable: { label: 'Waits for review', tone: 'amber' },
  committing: { label: 'Committing', tone: 'accent' },
  committed: { label: 'Committed', tone: 'green' },
  undone: { label: 'Undone', tone: 'plain' },
  failed: { label: 'Failed', tone: 'red' },
};

export function ImportState({ status }: { status: ImportStatus }) {
  const { label, tone } = STATES[status];
  return <Tag tone={tone}>{label}</Tag>;
}
