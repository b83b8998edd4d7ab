import type { AnyAccountFact } from './account-facts.ts';
import { deriveTaoEmailControl, deriveTaoLogin, deriveVisibility } from './derive-access.ts';
import { deriveBrokerAuthority } from './derive-authority.ts';
import { deriveContactEmail, deriveNumberActive, deriveNumberListed } from './derive-numbers.ts';
import { deriveAchRefund, deriveNotifyParty } from './derive-payment.ts';
import type { DeriveContext, DerivedCheck } from './derived-check.ts';
import { openFactBook } from './fact-book.ts';

const BY_CLIENT = [deriveTaoLogin, deriveTaoEmailControl, deriveBrokerAuthority, deriveVisibility];
const BY_NUMBER = [deriveNumberListed, deriveAchRefund, deriveContactEmail, deriveNumberActive, deriveNotifyParty];

/**
 * The checks of one client that its facts decide; any other stays as somebody attested it. Each fact changes only the
 * checks that its rule names (A36), no status depends on another check, and nothing here knows a clock of the law (A47).
 * What it gives can be stored: the days change it by `expiresOn` alone.
 */
export function deriveChecks(facts: readonly AnyAccountFact[], context: DeriveContext): readonly DerivedCheck[] {
  const book = openFactBook(facts);
  return [
    ...BY_CLIENT.map((derive) => derive(book, context)),
    ...book.importerNumbers.flatMap((number) => BY_NUMBER.map((derive) => derive(book, number, context))),
  ].filter((derived) => derived !== null);
}
