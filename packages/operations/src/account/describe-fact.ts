import type { AccountFact } from '@capeline/contracts';
import type { FactView } from '@capeline/db';
import { type FactKind, type FactSettings, factStaleOn, factState, maskImporterNumber } from '@capeline/domain';
import type { Reader } from '../clients/reader.ts';
import { toAccountFact, writtenValue } from './known-facts.ts';

const NOTHING = { value: null, source: null, asOf: null, note: null, staleOn: null } as const;

/** One line of the list of facts: what is known, or that nothing is. `importerNumber` is '' for the whole client. */
export function describeFact(
  line: { readonly kind: FactKind; readonly importerNumber: string },
  row: FactView | undefined,
  reader: Reader,
  settings: FactSettings,
): AccountFact {
  const { kind, importerNumber } = line;
  const who = {
    kind,
    importerNumber: importerNumber === '' || !reader.mayReadNumbers ? null : importerNumber,
    importerNumberMasked: importerNumber === '' ? null : maskImporterNumber(importerNumber),
    recordedBy: row?.updatedByName ?? null,
    recordedAt: row?.updatedAt.toISOString() ?? null,
    version: row?.version ?? 0,
  };
  if (row === undefined || row.state === null) return { ...who, ...NOTHING, state: 'missing' };
  const fact = toAccountFact(kind, importerNumber, row.state);
  return {
    ...who,
    state: factState(fact, reader.today, settings),
    value: writtenValue(row.state),
    source: fact.source,
    asOf: fact.asOf,
    note: row.state.note,
    staleOn: factStaleOn(fact, settings),
  };
}
