import type { Board } from '@capeline/contracts';
import { count, longDate } from '../ui/format.ts';

/** One line about the last digest: did the mail server take it? `tone` picks the sign beside it. */
export function digestLine(
  { lastDigest }: Pick<Board, 'lastDigest'>,
  today: string,
): { text: string; tone: 'good' | 'warn' | 'bad' } {
  if (lastDigest === null) return { text: 'No digest yet', tone: 'warn' };
  const day = lastDigest.businessDate === today ? 'Today’s digest' : `Digest of ${longDate(lastDigest.businessDate)}`;
  if (lastDigest.notConfigured > 0) return { text: `${day}: not sent, mail is not set up`, tone: 'bad' };
  if (lastDigest.failed > 0) {
    return { text: `${day}: ${count(lastDigest.failed)} failed, ${count(lastDigest.accepted)} accepted`, tone: 'bad' };
  }
  return { text: `${day}: ${count(lastDigest.accepted)} accepted`, tone: 'good' };
}
