import { countOf } from '../checks/computed-checks.ts';
import type { AccountFact } from './account-facts.ts';
import type { Box28Counts, DeriveContext, DerivedCheck } from './derived-check.ts';
import type { FactBook } from './fact-book.ts';
import { conclude, type Finding, found, inFavour } from './finding.ts';

const NO_ENTRIES: Box28Counts = { yes: 0, no: 0, unknown: 0 };

function achFinding(fact: AccountFact<'ach_refund'>, context: DeriveContext): Finding[] {
  const { state, usBank } = fact.value;
  const foreign =
    usBank === 'no'
      ? [found(fact, 'blocked', 'The bank is not in the United States: CBP pays only to one that is')]
      : [];
  switch (state) {
    case 'none':
      return [found(fact, 'blocked', 'No ACH refund authorisation for this number'), ...foreign];
    case 'returned':
      return [found(fact, 'blocked', 'A refund came back: the bank data must be corrected'), ...foreign];
    case 'entered':
      return [found(fact, 'in_progress', 'Bank data for refunds are entered and not active yet'), ...foreign];
    case 'pending_validation':
      return [found(fact, 'in_progress', 'Bank data for refunds wait for validation'), ...foreign];
    case 'unknown':
      return [found(fact, 'unknown', 'Nobody knows whether ACH refund is active'), ...foreign];
    case 'active':
      return [inFavour(fact, 'ACH refund is active for this number', context.today), ...foreign];
  }
}

/** A42, guards 7 and 8: ready only when seen as active. A returned refund outranks whatever anybody ticked. No bank number is asked. */
export function deriveAchRefund(book: FactBook, number: string, context: DeriveContext): DerivedCheck | null {
  const fact = book.number('ach_refund', number);
  return fact === undefined ? null : conclude('ach_refund', number, achFinding(fact, context), context.settings);
}

const entries = (count: number): string => countOf(count, 'entry', 'entries');

/** Somebody else shall be paid: CBP does that only if the party is on file and stands in box 28 of the entry. */
function wantedParty(fact: AccountFact<'notify_party'>, counts: Box28Counts, context: DeriveContext): Finding[] {
  const { onFile, partyName } = fact.value;
  const party = partyName ?? 'the notify party';
  const missing = [
    ...(onFile === 'no' ? [`${party} is not on file at CBP`] : []),
    ...(counts.no > 0 ? [`box 28 of ${entries(counts.no)} does not name it`] : []),
  ];
  if (missing.length > 0) {
    return [found(fact, 'blocked', `CBP would pay the importer: ${missing.join('; ')}. Both conditions are needed`)];
  }
  const open = [
    ...(onFile === 'unknown' ? [`whether ${party} is on file`] : []),
    ...(counts.unknown > 0 ? [`what box 28 of ${entries(counts.unknown)} says`] : []),
    ...(counts.yes + counts.unknown === 0 ? ['of any entry that names it in box 28'] : []),
  ];
  if (open.length > 0) return [found(fact, 'unknown', `Nobody knows ${open.join(' nor ')}`)];
  return [inFavour(fact, `${party} is on file and in box 28 of ${entries(counts.yes)}`, context.today)];
}

/** The importer shall be paid: an old party takes the money only where it stands in both places. */
function importerPaid(fact: AccountFact<'notify_party'>, counts: Box28Counts, context: DeriveContext): Finding[] {
  const { onFile, partyName } = fact.value;
  const party = partyName ?? 'a notify party';
  const isNowhereInBox28 = counts.no > 0 && counts.yes + counts.unknown === 0;
  if (onFile === 'no' || isNowhereInBox28) {
    const why = onFile === 'no' ? 'no notify party is on file' : 'no entry names a notify party in box 28';
    return [inFavour(fact, `The importer is paid: ${why}`, context.today)];
  }
  if (onFile === 'yes' && counts.yes > 0) {
    const reason = `${party} is on file and in box 28 of ${entries(counts.yes)}: the money would go there and not to the importer`;
    return [found(fact, 'blocked', reason)];
  }
  const box28 = counts.unknown > 0 ? `what box 28 of ${entries(counts.unknown)} says` : 'of any entry and its box 28';
  const open = onFile === 'yes' ? `${box28}, and ${party} is on file` : 'whether an old notify party is on file';
  return [found(fact, 'unknown', `Nobody knows ${open}`)];
}

/** CBP Form 4811 by its two conditions, each named: the party on file for the number, and box 28 of every entry (CSMS 67648307). */
export function deriveNotifyParty(book: FactBook, number: string, context: DeriveContext): DerivedCheck | null {
  const fact = book.number('notify_party', number);
  if (fact === undefined) return null;
  const counts = context.box28[number] ?? NO_ENTRIES;
  const { wanted } = fact.value;
  const findings =
    wanted === 'party'
      ? wantedParty(fact, counts, context)
      : wanted === 'none'
        ? importerPaid(fact, counts, context)
        : [found(fact, 'unknown', 'Nobody knows who shall receive the refunds')];
  return conclude('notify_party_4811', number, findings, context.settings);
}
