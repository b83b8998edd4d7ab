import { describe, expect, it } from '@jest/globals';
import { plainDate } from '../calendar/plain-date.ts';
import type { AnyAccountFact, FactKind, FactValues } from './account-facts.ts';
import { findFactFaults } from './fact-faults.ts';

const TODAY = plainDate('2026-11-23');
const AUTHORITY = {
  held: 'yes',
  signatory: 'Dana Reyes',
  signedByImporter: 'yes',
  signedOn: plainDate('2026-01-05'),
  expiresOn: plainDate('2027-01-05'),
  expiryReason: 'partnership: two years',
} as const;

function faultsOf<Kind extends FactKind>(kind: Kind, value: FactValues[Kind], asOf = '2026-11-20'): string[] {
  const fact = { kind, importerNumber: null, value, source: 'document', asOf: plainDate(asOf) };
  return findFactFaults(fact as unknown as AnyAccountFact, TODAY).map(({ pointer }) => pointer);
}

describe('a fact that is to be recorded', () => {
  it('is of a day that has come', () => {
    expect(faultsOf('owner_mailbox', { holder: 'company' }, '2026-11-24')).toEqual(['/asOf']);
    expect(faultsOf('owner_mailbox', { holder: 'company' }, '2026-11-23')).toEqual([]);
  });

  it('tells of nothing that happened after its own day', () => {
    const login = (day: string) => faultsOf('owner_login', { canLogIn: 'yes', lastLoginOn: plainDate(day) });
    expect([login('2026-11-20'), login('2026-11-21')]).toEqual([[], ['/value/lastLoginOn']]);
    const record = { state: 'active', lastEntryOn: plainDate('2026-11-21') } as const;
    expect(faultsOf('importer_record', record)).toEqual(['/value/lastEntryOn']);
    expect(faultsOf('authority_psc', { ...AUTHORITY, signedOn: plainDate('2026-11-22') })).toEqual(['/value/signedOn']);
  });

  it('gives the reason of an end, and an end for a reason, after the signature', () => {
    expect(faultsOf('authority_cape', AUTHORITY)).toEqual([]);
    expect(faultsOf('authority_cape', { ...AUTHORITY, expiryReason: null })).toEqual(['/value/expiryReason']);
    expect(faultsOf('authority_protest', { ...AUTHORITY, expiresOn: null })).toEqual(['/value/expiresOn']);
    expect(faultsOf('authority_receive_money', { ...AUTHORITY, expiresOn: AUTHORITY.signedOn })).toEqual([
      '/value/expiresOn',
    ]);
  });

  it('names an account owner who is known, and none who is not', () => {
    expect(faultsOf('account_owner', { known: 'yes', name: null, email: null })).toEqual(['/value/name']);
    expect(faultsOf('account_owner', { known: 'no', name: 'Dana Reyes', email: null })).toEqual(['/value/known']);
    expect(faultsOf('account_owner', { known: 'no', name: null, email: null })).toEqual([]);
  });

  it('names a broker only where another one files', () => {
    expect(faultsOf('cape_filer', { filer: 'us', brokerName: 'Harbor Brokers' })).toEqual(['/value/brokerName']);
    expect(faultsOf('cape_filer', { filer: 'other_broker', brokerName: 'Harbor Brokers' })).toEqual([]);
  });
});
