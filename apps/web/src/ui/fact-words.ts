import { money } from './format.ts';

/** Names of the facts that a person can attest. */
const FACT_NAMES: Readonly<Record<string, string>> = {
  importerNumber: 'Importer number',
  entryType: 'Type',
  entryDate: 'Entry date',
  entrySummaryDate: 'Entry summary date',
  ieepaDutyCents: 'IEEPA duty',
  liquidation: 'Liquidation',
  reconciliationFlagged: 'Flagged for reconciliation',
  type09OnFile: 'Type 09 on file',
  type09FiledOn: 'Type 09 filed on',
  box28NamesParty: 'Box 28 names the notify party',
};

export const factName = (fact: string): string => FACT_NAMES[fact] ?? fact;

/** A fact as it was said, in words. */
export function factValue(fact: string, value: string | null): string {
  if (value === null) return 'unknown';
  if (fact === 'ieepaDutyCents') return money(Number(value));
  if (value === 'true') return 'yes';
  return value === 'false' ? 'no' : value;
}
