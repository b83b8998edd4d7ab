import type { PlainDate } from '../calendar/plain-date.ts';
import type { AuthorityScope, Ternary } from './account-facts.ts';
import type { FactBook } from './fact-book.ts';
import { isSeen } from './fact-rules.ts';

/**
 * Whether we may act for the client in one scope on a day: yes only with a paper that was seen, that the importer itself
 * signed and that has not ended. No scope includes another: an authority for CAPE is none for protests.
 */
export function authorityFor(scope: AuthorityScope, book: FactBook, today: PlainDate): Ternary {
  const fact = book.client(`authority_${scope}`);
  if (fact === undefined) return 'unknown';
  const { held, signedByImporter, expiresOn } = fact.value;
  if (held === 'no' || signedByImporter === 'no' || (expiresOn !== null && expiresOn <= today)) return 'no';
  return held === 'yes' && signedByImporter === 'yes' && isSeen(fact) && fact.asOf <= today ? 'yes' : 'unknown';
}
