import type { MailSummary } from '@capeline/contracts';
import { Tag, type Tone } from '../../ui/tag.tsx';

const STATES: Record<MailSummary['status'], { label: string; tone: Tone }> = {
  queued: { label: 'Queued', tone: 'plain' },
  sending: { label: 'Sending', tone: 'accent' },
  accepted: { label: 'Accepted', tone: 'green' },
  failed: { label: 'Failed', tone: 'red' },
  not_configured: { label: 'Not sent: no mail set up', tone: 'red' },
  refused: { label: 'Refused', tone: 'red' },
};

/** What became of a mail. Accepted means that the server took it, no more. */
export function MailState({ status }: { status: MailSummary['status'] }) {
  const { label, tone } = STATES[status];
  return <Tag tone={tone}>{label}</Tag>;
}
