import type { Entry, EntryDetail, EntryPreview, LiquidationStatus, PreviewEntryRequest } from '@capeline/contracts';
import {
  addDays,
  computeDeadlines,
  entryNumberCheckDigit,
  formatEntryNumber,
  maskImporterNumber,
  type PlainDate,
  plainDate,
} from '@capeline/domain';
import type { FakeClient } from './fake-client.ts';

function numberOf(client: FakeClient, index: number): string {
  const ten = `605${String(Number(client.detail.id.slice(1)) * 1000 + index).padStart(7, '0')}`;
  return ten + entryNumberCheckDigit(ten);
}

const DATE_WITHOUT_STATUS = 'liquidation.past_date_without_status';

function statusOf(index: number, liquidatedOn: PlainDate | null): LiquidationStatus {
  if (liquidatedOn !== null) return 'liquidated';
  return index % 2 === 0 ? 'scheduled' : 'unliquidated';
}

function entryOf(
  client: FakeClient,
  index: number,
  liquidatedOn: PlainDate | null,
  dutyCents: number,
  today: PlainDate,
): Entry {
  const { detail } = client;
  const entryNumber = numberOf(client, index);
  const number = detail.importerNumbers[index % detail.importerNumbers.length]?.importerNumber ?? '';
  const isDateAlone = liquidatedOn === null && index % 6 === 1;
  const status = isDateAlone ? 'unknown' : statusOf(index, liquidatedOn);
  const entryDate = addDays(liquidatedOn ?? today, -314);
  return {
    entryNumber,
    formatted: formatEntryNumber(entryNumber),
    filerCode: '605',
    filerStatus: 'ours',
    importerNumber: number,
    importerNumberMasked: maskImporterNumber(number),
    clientId: detail.id,
    clientName: detail.name,
    entryType: index % 7 === 0 ? '06' : '01',
    entryDate,
    entrySummaryDate: addDays(entryDate, 10),
    liquidation: {
      status,
      date: liquidatedOn,
      scheduledDate: status === 'scheduled' ? addDays(today, 32) : null,
      proposed: index === 3 ? { date: addDays(today, -2), source: 'ES-003 of Fri 20 Nov 2026' } : null,
    },
    estimatedLiquidation:
      status === 'unliquidated' ? { date: addDays(entryDate, 314), basis: '314 days after entry' } : null,
    reconciliation: { flagged: index % 9 === 0, type09OnFile: null, type09FiledOn: null },
    box28NamesParty: null,
    protest: { number: null, status: null },
    ieepaDutyCents: index === 5 ? null : dutyCents,
    goneSince: index === 5 ? addDays(today, -3) : null,
    needsData: isDateAlone ? DATE_WITHOUT_STATUS : index === 5 ? 'date.no_such_day' : null,
    asOf: detail.dataAsOf ?? today,
    route: null,
    deadlines: client.deadlines
      .filter((deadline) => deadline.liquidatedOn === liquidatedOn)
      .map(({ id, kind, lastDay, safeDay, fileBy, practiceRollDay, citation, arithmetic, rulesVersion }) => ({
        id,
        kind,
        liquidatedOn: liquidatedOn ?? today,
        lastDay,
        safeDay,
        fileBy,
        practiceRollDay,
        status: 'open' as const,
        cause: null,
        citation,
        arithmetic,
        rulesVersion,
      })),
  };
}

/** All entries of an invented client, the liquidated ones first. */
export function fakeEntries(client: FakeClient, today: PlainDate): Entry[] {
  const entries: Entry[] = [];
  for (const { liquidatedOn, entryCount, dutyCents } of client.groups) {
    for (let i = 0; i < entryCount; i += 1) {
      entries.push(entryOf(client, entries.length, liquidatedOn, Math.round(dutyCents / entryCount), today));
    }
  }
  for (let i = 0; i < client.detail.notYetLiquidated.entryCount; i += 1) {
    entries.push(entryOf(client, entries.length, null, 41_200, today));
  }
  return entries;
}

/** The clocks of a past date without a status. */
function fakeProvisional(date: string): EntryDetail['provisionalDeadlines'] {
  return computeDeadlines({ liquidatedOn: plainDate(date) })
    .filter(({ kind }) => kind !== 'voluntary_reliquidation')
    .map((clock) => ({ ...clock, liquidatedOn: date, provisional: true }));
}

/** An entry with two lines: one of an IEEPA heading, one of the goods. */
export function withLines(entry: Entry): EntryDetail {
  const line = (row: number, hts: string, dutyCents: number, isIeepa: boolean) => ({
    row,
    lineNumber: '1',
    ordinal: row,
    hts,
    countryOfOrigin: 'VN',
    goodsValueCents: isIeepa ? null : 1_240_000,
    dutyCents,
    isIeepa,
  });
  return {
    ...entry,
    lines: [line(1, '9903.01.25', entry.ieepaDutyCents ?? 0, true), line(2, '6911.10.52', 74_400, false)],
    version: 'v1',
    provisionalDeadlines: entry.needsData === DATE_WITHOUT_STATUS ? fakeProvisional('2026-10-16') : [],
    attestations: [
      {
        id: 'a1',
        facts: [{ fact: 'type09OnFile', value: 'false' }],
        note: 'Asked the reconciliation desk; nothing is filed for this entry.',
        source: 'Telephone',
        seenOn: '2026-11-18',
        seenBy: 'Sam Okafor',
        recordedBy: 'Dana Reyes',
        recordedAt: '2026-11-18T15:04:00Z',
      },
    ],
  };
}

/** The clocks that facts would start, against a liquidation of 16 October 2026 that is known. */
export function fakePreview({ liquidation }: PreviewEntryRequest): EntryPreview {
  const datesOf = (date: string | null | undefined): EntryPreview['before'] =>
    date == null
      ? []
      : computeDeadlines({ liquidatedOn: plainDate(date) }).map(
          ({ citation: _citation, arithmetic: _arithmetic, ...dates }) => ({ ...dates, liquidatedOn: date }),
        );
  const before = datesOf('2026-10-16');
  const after = liquidation === undefined ? before : datesOf(liquidation.date);
  const watched = before.filter(({ kind }) => kind !== 'voluntary_reliquidation');
  const later = watched.flatMap(({ kind, lastDay }) => {
    const to = after.find((clock) => clock.kind === kind)?.lastDay ?? null;
    return to === null || to > lastDay ? [{ kind, from: lastDay, to }] : [];
  });
  return { exists: true, clientName: null, before, after, later, warnings: [] };
}
