import type { EntryDetail, LiquidationStatus, PreviewEntryRequest } from '@capeline/contracts';
import { parseMoneyToCents, startsClock } from '@capeline/domain';

export type Answer = 'yes' | 'no' | 'unknown';
/** What stands in the form; empty is "not known". */
export interface FactsForm {
  readonly entryNumber: string;
  readonly importerNumber: string;
  readonly clientName: string;
  readonly entryType: string;
  readonly entryDate: string | null;
  readonly duty: string;
  readonly status: LiquidationStatus;
  /** The liquidation, or the day it is scheduled for: the status decides. */
  readonly liquidatedOn: string | null;
  readonly flagged: Answer;
  readonly type09: Answer;
  readonly type09FiledOn: string | null;
  readonly box28: Answer;
}

const answerOf = (value: boolean | null): Answer => (value === null ? 'unknown' : value ? 'yes' : 'no');
const factOf = (answer: Answer): boolean | null => (answer === 'unknown' ? null : answer === 'yes');
const dollarsOf = (cents: number | null): string => (cents === null ? '' : (cents / 100).toFixed(2));

export const EMPTY_FORM: FactsForm = {
  entryNumber: '',
  importerNumber: '',
  clientName: '',
  entryType: '',
  entryDate: null,
  duty: '',
  status: 'unknown',
  liquidatedOn: null,
  flagged: 'unknown',
  type09: 'unknown',
  type09FiledOn: null,
  box28: 'unknown',
};

/** The form of an entry that is known. */
export function formOf(entry: EntryDetail): FactsForm {
  const { liquidation, reconciliation } = entry;
  return {
    entryNumber: entry.formatted,
    importerNumber: entry.importerNumber ?? '',
    clientName: '',
    entryType: entry.entryType ?? '',
    entryDate: entry.entryDate,
    duty: dollarsOf(entry.ieepaDutyCents),
    status: liquidation.status,
    liquidatedOn: liquidation.date ?? liquidation.scheduledDate,
    flagged: answerOf(reconciliation.flagged),
    type09: answerOf(reconciliation.type09OnFile),
    type09FiledOn: reconciliation.type09FiledOn,
    box28: answerOf(entry.box28NamesParty),
  };
}

/** Why the duty cannot be read; null when it can. */
export function dutyFault(form: FactsForm): string | null {
  if (form.duty.trim() === '' || parseMoneyToCents(form.duty) !== null) return null;
  return 'Write dollars and cents, for example 1,234.56.';
}

function liquidationOf(form: FactsForm): PreviewEntryRequest['liquidation'] {
  const { status, liquidatedOn } = form;
  if (status === 'unknown') return undefined;
  return startsClock(status) ? { status, date: liquidatedOn } : { status, scheduledDate: liquidatedOn };
}

function reconciliationOf(form: FactsForm, before: FactsForm): PreviewEntryRequest['reconciliation'] {
  const filed = form.type09 === 'yes' && form.type09FiledOn !== before.type09FiledOn;
  const changed = {
    ...(form.flagged !== before.flagged && { flagged: factOf(form.flagged) }),
    ...(form.type09 !== before.type09 && { type09OnFile: factOf(form.type09) }),
    ...(filed && { type09FiledOn: form.type09FiledOn }),
  };
  return Object.keys(changed).length === 0 ? undefined : changed;
}

/** The facts that were changed, as the API takes them; what was left alone is left out. */
export function changedFacts(form: FactsForm, before: FactsForm): Omit<PreviewEntryRequest, 'entryNumber'> {
  const isNew = form.status !== before.status || form.liquidatedOn !== before.liquidatedOn;
  const liquidation = isNew ? liquidationOf(form) : undefined;
  const reconciliation = reconciliationOf(form, before);
  return {
    ...(form.importerNumber !== before.importerNumber && { importerNumber: form.importerNumber }),
    ...(form.entryType !== before.entryType && { entryType: form.entryType || null }),
    ...(form.entryDate !== before.entryDate && { entryDate: form.entryDate }),
    ...(form.duty !== before.duty && { ieepaDutyCents: form.duty.trim() === '' ? null : parseMoneyToCents(form.duty) }),
    ...(liquidation !== undefined && { liquidation }),
    ...(reconciliation !== undefined && { reconciliation }),
    ...(form.box28 !== before.box28 && { box28NamesParty: factOf(form.box28) }),
  };
}
