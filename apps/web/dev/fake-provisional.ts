import type { Alert, ProvisionalAlert } from '@capeline/contracts';
import { computeDeadlines, type PlainDate, plainDate } from '@capeline/domain';
import type { FakeClient } from './fake-client.ts';

/** Provisional alerts of the first clients: ahead, lapsed, settled and withdrawn. */
export function fakeProvisionalAlerts(
  clients: readonly FakeClient[],
  today: PlainDate,
  mails: Alert['mails'],
): ProvisionalAlert[] {
  const ends: ProvisionalAlert['ended'][] = [
    null,
    null,
    { at: `${today}T12:00:00Z`, because: 'settled', importId: null, fileName: null },
    { at: `${today}T12:00:00Z`, because: 'withdrawn', importId: 'i-committed', fileName: 'ES-003 week 46.csv' },
  ];
  return clients.slice(0, ends.length).flatMap(({ detail }, index): ProvisionalAlert[] => {
    const provisionalOn = index === 1 ? '2026-05-15' : '2026-09-18';
    const clock = computeDeadlines({ liquidatedOn: plainDate(provisionalOn) }).find(
      ({ kind }) => kind === 'cape_window',
    );
    const ended = ends[index] ?? null;
    if (clock === undefined) return [];
    const { citation, arithmetic, lastDay, safeDay, fileBy, kind } = clock;
    return [
      {
        id: `p${index}`,
        provisional: true,
        tier: index === 1 ? -1 : 7,
        foundOn: today,
        createdAt: `${today}T10:58:00Z`,
        clientId: detail.id,
        clientName: detail.name,
        provisionalOn,
        ...{ citation, arithmetic, lastDay, safeDay, fileBy, kind },
        entryCount: ended === null ? index + 2 : 0,
        ieepaDutyCents: ended === null ? 1_240_000 : 0,
        ended,
        mails,
      },
    ];
  });
}
