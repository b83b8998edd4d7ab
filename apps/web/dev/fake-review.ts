import type { DifferenceKind, ImportDifference, ImportResponse, Proposal } from '@capeline/contracts';
import { addDays, formatEntryNumber, type PlainDate } from '@capeline/domain';

const KINDS: readonly DifferenceKind[] = ['earlier', 'later', 'gone', 'changed', 'new'];

/** Three invented differences of each kind that the import counts. */
export function fakeDifferences(today: PlainDate, { differences }: ImportResponse): ImportDifference[] {
  return KINDS.filter((kind) => (differences?.[kind].entries ?? 0) > 0).flatMap((kind, group) =>
    [0, 1, 2].map((place): ImportDifference => {
      const entryNumber = `605731${group}${place}77${place}`;
      const facts = (days: number, ieepaDutyCents: number) => ({
        liquidationStatus: 'liquidated' as const,
        liquidationDate: addDays(today, days),
        ieepaDutyCents,
      });
      const cents = 6_140_717 - place * 1_000_000;
      return {
        kind,
        entryNumber,
        formatted: formatEntryNumber(entryNumber),
        clientId: kind === 'new' ? null : 'c1',
        clientName: ['Prairie Star Foods', 'Sable & Finch Apparel', 'Quill Paper Products'][place] ?? '',
        row: kind === 'gone' ? null : 1204 + place * 31,
        before: kind === 'new' ? null : facts(-40, cents),
        after:
          kind === 'gone'
            ? null
            : facts(kind === 'earlier' ? -61 : kind === 'later' ? -26 : -40, cents + place * 12_550),
        changed: kind === 'changed' ? ['ieepaDutyCents', 'portCode'] : [],
      };
    }),
  );
}

/** Two invented proposals: a later date, and one that would end the clocks. */
export function fakeProposals(today: PlainDate): Proposal[] {
  const liquidatedOn = addDays(today, -40);
  const common = {
    clientId: 'c1',
    clientName: 'Prairie Star Foods',
    ieepaDutyCents: 6_140_717,
    current: { status: 'liquidated' as const, date: liquidatedOn, reliquidatedOn: null },
  };
  const source = { kind: 'report' as const, importId: 'i-committed', fileName: 'ES-003.xlsx', asOf: today, row: 1204 };
  const [later, ended] = ['60573100777', '60573100785'] as const;
  return [
    {
      ...common,
      entryNumber: later,
      formatted: formatEntryNumber(later),
      proposed: { status: 'liquidated', date: addDays(liquidatedOn, 14) },
      daysLater: 14,
      source,
      moves: [
        { kind: 'cape_window', from: addDays(liquidatedOn, 80), to: addDays(liquidatedOn, 94) },
        { kind: 'protest', from: addDays(liquidatedOn, 180), to: addDays(liquidatedOn, 194) },
      ],
    },
    {
      ...common,
      entryNumber: ended,
      formatted: formatEntryNumber(ended),
      proposed: { status: 'extended', date: null },
      daysLater: null,
      source,
      moves: [
        { kind: 'cape_window', from: addDays(liquidatedOn, 80), to: null },
        { kind: 'protest', from: addDays(liquidatedOn, 180), to: null },
      ],
    },
  ];
}
