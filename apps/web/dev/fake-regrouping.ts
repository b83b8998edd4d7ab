import type { FilerCodeUse, MergeSuggestionList, Regrouped } from '@capeline/contracts';
import type { FakeFirm } from './fake-firm.ts';

export const FAKE_FILER_CODES: readonly FilerCodeUse[] = [
  { code: '605', status: 'ours', entryCount: 1_204, clientCount: 9, ieepaDutyCents: 412_998_00 },
  { code: 'K80', status: 'another', entryCount: 12, clientCount: 2, ieepaDutyCents: 8_400_00 },
  { code: 'SP7', status: 'unknown', entryCount: 31, clientCount: 1, ieepaDutyCents: 22_150_00 },
];

/** One pair that may be one client, until somebody says that they are two. */
export function fakeSuggestions({ clients }: FakeFirm, isDismissed: boolean): MergeSuggestionList {
  const [into, from] = clients.map(({ detail }) => detail);
  if (isDismissed || into === undefined || from === undefined) return { data: [], total: 0, dismissedTotal: 1 };
  const side = (client: typeof into) => ({
    id: client.id,
    name: client.name,
    importerNumbersMasked: client.importerNumbers.map(({ masked }) => masked),
    entryCount: client.entryCount,
    owner: client.owner === null ? null : { id: client.owner.id, name: client.owner.name },
  });
  return { data: [{ from: side(from), into: side(into), reasons: ['same_ein_base'] }], total: 1, dismissedTotal: 0 };
}

export function fakeRegrouped({ clients }: FakeFirm): Regrouped {
  const [first] = clients;
  if (first === undefined) throw new Error('A firm without clients has nothing to regroup.');
  return { regroupingId: 'r1', client: first.detail, entriesMoved: 4, alertsCarried: 1 };
}
