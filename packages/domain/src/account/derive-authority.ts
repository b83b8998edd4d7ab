import { formatLong } from '../calendar/format-date.ts';
import type { AccountFact } from './account-facts.ts';
import type { DeriveContext, DerivedCheck } from './derived-check.ts';
import type { FactBook } from './fact-book.ts';
import { conclude, type Finding, found, inFavour } from './finding.ts';

function authorityFinding(fact: AccountFact<'authority_cape'>, context: DeriveContext): Finding {
  const { held, signatory, signedByImporter, expiresOn } = fact.value;
  if (held === 'no') return found(fact, 'blocked', 'We hold no power of attorney for CAPE declarations');
  if (held === 'unknown') return found(fact, 'unknown', 'Nobody knows whether we hold a power of attorney for CAPE');
  if (signedByImporter === 'no') {
    return found(fact, 'blocked', 'The power of attorney was not signed by the importer itself');
  }
  if (signedByImporter === 'unknown') {
    return found(fact, 'unknown', 'Nobody knows whether the importer itself signed the power of attorney');
  }
  // On paper that had run out when somebody looked there is nothing to verify.
  if (expiresOn !== null && expiresOn <= fact.asOf) {
    return found(fact, 'blocked', `The power of attorney ran out on ${formatLong(expiresOn)}`);
  }
  const signed = signatory === null ? 'is signed by the importer' : `is signed by ${signatory} for the importer`;
  const until = expiresOn === null ? '' : ` and runs out on ${formatLong(expiresOn)}`;
  return inFavour(fact, `The power of attorney for CAPE ${signed}${until}`, context.today);
}

function filerFinding(fact: AccountFact<'cape_filer'>, context: DeriveContext): Finding {
  const { filer, brokerName } = fact.value;
  const stopped = 'our upload is stopped, because an entry can be claimed once';
  if (filer === 'other_broker') {
    const broker = brokerName === null ? 'Another broker' : `Another broker (${brokerName})`;
    return found(fact, 'blocked', `${broker} uploads the declarations: ${stopped}`);
  }
  if (filer === 'importer') return found(fact, 'blocked', `The importer uploads the declarations itself: ${stopped}`);
  if (filer === 'unknown') return found(fact, 'unknown', 'Nobody knows who uploads the declarations');
  return inFavour(fact, 'We upload the declarations', context.today);
}

/**
 * A41: ready with a signed paper and with the answer that it is we who upload. Where another files, our upload is blocked
 * and never "not applicable", which would read as "can file".
 */
export function deriveBrokerAuthority(book: FactBook, context: DeriveContext): DerivedCheck | null {
  const authority = book.client('authority_cape');
  const filer = book.client('cape_filer');
  const byAuthority = authority === undefined ? [] : [authorityFinding(authority, context)];
  const byFiler = filer === undefined ? [] : [filerFinding(filer, context)];
  // That we file is no authority, and an authority is no answer to who files: each alone leaves the other open.
  if (authority === undefined && filer?.value.filer === 'us') return null;
  if (filer === undefined && authority !== undefined) {
    const reason =
      'The power of attorney is known, but nobody asked whether another broker or the importer itself uploads too';
    byFiler.push(found(authority, 'unknown', reason));
  }
  return conclude('broker_authority', null, [...byAuthority, ...byFiler], context.settings);
}
