import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BoardDeadline } from '../board/next-deadline.ts';
import { nextStep } from '../board/next-step.ts';
import { addDays, plainDate } from '../calendar/plain-date.ts';
import { CHECK_DEFINITIONS } from '../checks/check-definitions.ts';
import { CHECK_KINDS, CHECK_STATUSES, type CheckKind, type CheckStatus } from '../checks/check-kinds.ts';
import { effectiveStatus } from '../checks/check-state.ts';
import { type CheckResult, computeReadiness, isDone, statusByKind } from '../readiness/compute-readiness.ts';
import { ACCESS_TEST, accessTestFor } from './access-test.ts';
import type { AnyAccountFact } from './account-facts.ts';
import { deriveChecks } from './derive-checks.ts';
import type { DeriveContext } from './derived-check.ts';
import { orderWork, routeByCheck } from './next-action.ts';
import { findRoutes } from './pathfinder.ts';
import type { MadeRequest, RouteClient } from './routes/route-client.ts';
import { fullReview, type RecoveryFacts, slowRecovery } from './slow-recovery.ts';
import { anyFacts, CONTEXT, factOf, NUMBERS, TODAY } from './test-support/facts.ts';

const protestIn = (days: number, more: Partial<BoardDeadline> = {}): BoardDeadline => ({
  kind: 'protest',
  fileBy: addDays(TODAY, days),
  safeDay: addDays(TODAY, days),
  lastDay: addDays(TODAY, days),
  entryCount: 1,
  ieepaDutyCents: 250_000,
  ...more,
});

const SLOW: RecoveryFacts = {
  hasOverdueRequest: true,
  deadlines: [protestIn(45)],
  canFile: 'yes',
  finallyLiquidatedCents: 0,
  counselThresholdCents: null,
};

describe('slowRecovery', () => {
  it('A48, A49, A50: opens three options in this order: file, protest, counsel', () => {
    const found = slowRecovery(SLOW, TODAY);
    expect(found).toMatchObject({ protestBy: '2027-01-07', dutyCents: 250_000 });
    expect(found?.options.map(({ id, rule }) => [rule, id])).toEqual([
      ['A49', 'file_under_our_code'],
      ['A48', 'protective_protest'],
      ['A50', 'counsel'],
    ]);
  });

  it('A48: needs both: a request that is overdue, and a protest date within 45 days that is still open', () => {
    const opens = (more: Partial<RecoveryFacts>) => slowRecovery({ ...SLOW, ...more }, TODAY) !== null;
    expect(opens({ hasOverdueRequest: false })).toBe(false);
    expect(opens({ deadlines: [protestIn(46)] })).toBe(false);
    expect(opens({ deadlines: [protestIn(-1)] })).toBe(false);
    expect(opens({ deadlines: [protestIn(10, { kind: 'cape_window' })] })).toBe(false);
    expect(opens({ deadlines: [protestIn(45, { kind: 'protest_reliquidation' })] })).toBe(true);
    expect(opens({ deadlines: [protestIn(-3, { lastDay: TODAY })] })).toBe(true);
  });

  it('A49: says whether we can file, and never promises it', () => {
    const first = (canFile: RecoveryFacts['canFile']) => slowRecovery({ ...SLOW, canFile }, TODAY)?.options[0];
    expect(first('yes')?.text).toContain('does not need the importer’s log-in');
    expect(first('no')).toMatchObject({ applies: 'no' });
    expect(first('unknown')).toMatchObject({ applies: 'unknown' });
  });

  it('A50: names counsel by the amount that the firm set, on entries whose protest date has passed', () => {
    const last = (cents: number, threshold: number | null) =>
      slowRecovery({ ...SLOW, finallyLiquidatedCents: cents, counselThresholdCents: threshold }, TODAY)?.options[2];
    expect(last(100, 100)).toMatchObject({ applies: 'yes' });
    expect(last(99, 100)).toMatchObject({ applies: 'no' });
    expect(last(1_000_000, null)).toMatchObject({ applies: 'unknown' });
  });

  it('A51: says that an open protest keeps the entry out of CAPE', () => {
    expect(slowRecovery(SLOW, TODAY)?.options[1].text).toContain('CAPE refuses the entry');
  });
});

const statusesOf = (some: Partial<Record<CheckKind, CheckStatus>>) =>
  Object.fromEntries(CHECK_KINDS.map((kind) => [kind, some[kind] ?? 'ready'])) as Record<CheckKind, CheckStatus>;

describe('fullReview', () => {
  it.each([
    ['A53: one trouble is no full review', { tao_login: 'blocked' }, [], false],
    [
      'A53: login and mailbox are one trouble, ownership',
      { tao_login: 'blocked', tao_email_control: 'blocked' },
      [],
      false,
    ],
    ['A53: ownership and ACH at once', { tao_login: 'expired', ach_refund: 'blocked' }, [], true],
    ['A53: authority and a near date at once', { broker_authority: 'blocked' }, [protestIn(45)], true],
    ['A53: a far date is no trouble', { broker_authority: 'blocked' }, [protestIn(46)], false],
    ['A53: what nobody looked at is no trouble yet', { broker_authority: 'unknown', ach_refund: 'unknown' }, [], false],
  ] as const)('%s', (_name, some, deadlines, isNeeded) => {
    expect(fullReview(statusesOf(some), deadlines, TODAY).isNeeded).toBe(isNeeded);
  });
});

describe('A03: testing access before the day of filing', () => {
  const upload = plainDate('2026-12-01');
  it.each([
    ['A03: a log-in within the days before counts', '2026-11-24', false],
    ['A03: an older one does not', '2026-11-23', true],
    ['A03: none at all does not', null, true],
  ] as const)('%s', (_name, verifiedOn, isDue) => {
    const test = accessTestFor(verifiedOn === null ? null : plainDate(verifiedOn), upload, TODAY);
    expect(test).toEqual({ isDue, testBy: '2026-11-30' });
  });

  it('A03: never asks for a day that has passed, and calls its number of days our own', () => {
    expect(accessTestFor(null, TODAY, TODAY).testBy).toBe(TODAY);
    expect(ACCESS_TEST.verified).toBe(false);
  });
});

const resultsOf = (facts: readonly AnyAccountFact[], context: DeriveContext = CONTEXT): CheckResult[] => {
  const derived = deriveChecks(facts, context);
  return CHECK_KINDS.flatMap((kind) => {
    const numbers = CHECK_DEFINITIONS[kind].perImporterNumber ? [...NUMBERS] : [null];
    return numbers.map((importerNumber): CheckResult => {
      const found = derived.find((one) => one.kind === kind && one.importerNumber === importerNumber);
      return { kind, importerNumber, status: found?.status ?? 'unknown' };
    });
  });
};

describe('orderWork', () => {
  it('A29: orders by what is worth doing first, and says what waits for what', () => {
    const facts = [
      factOf('ach_refund', { state: 'none' }),
      factOf('account_listing', { listed: 'no' }),
      factOf('ace_account', { state: 'inactive' }),
      factOf('owner_mailbox'),
    ];
    const client = { facts, importerNumbers: NUMBERS };
    const blocked = resultsOf(facts).filter(({ status }) => status === 'blocked');
    const work = orderWork(blocked, findRoutes(client, CONTEXT));
    expect(work.map(({ check, routes, after }) => [check, routes, after])).toEqual([
      ['tao_login', ['owner_reactivation_mail'], []],
      ['ior_numbers_listed', ['account_web_form_identifiers'], ['tao_login']],
      ['ach_refund', ['ach_enrolment'], ['tao_login', 'ior_numbers_listed']],
    ]);
    expect(work[0]?.step).toEqual({ text: 'Trade account owner sends the reactivation mail', waitingOn: 'client' });
  });

  it('A29: puts what stops our own upload before what only waits for nothing', () => {
    const [first] = orderWork(resultsOf([]), []);
    expect(first).toMatchObject({ check: 'broker_authority', after: [], status: 'unknown' });
  });

  it('has links without a circle', () => {
    const reach = (kind: CheckKind, seen: readonly CheckKind[]): void => {
      expect(seen).not.toContain(kind);
      for (const first of CHECK_DEFINITIONS[kind].needsFirst) reach(first, [...seen, kind]);
    };
    for (const kind of CHECK_KINDS) reach(kind, []);
  });

  it('A29, A36: hands every open check through with its own status, once, and nothing before what it waits for', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const results = resultsOf(facts);
        const routes = findRoutes({ facts, importerNumbers: NUMBERS }, CONTEXT);
        const work = orderWork(results, routes);
        const key = (one: { importerNumber: string | null; status: string }, kind: CheckKind) =>
          `${kind} ${one.importerNumber} ${one.status}`;
        const open = results.filter(({ status }) => !isDone(status)).map((one) => key(one, one.kind));
        expect(work.map((one) => key(one, one.check)).sort()).toEqual(open.sort());
        work.forEach(({ importerNumber, after }, index) => {
          const later = work
            .slice(index + 1)
            .filter(
              (one) => importerNumber === null || one.importerNumber === null || one.importerNumber === importerNumber,
            );
          for (const { check } of later) expect(after).not.toContain(check);
        });
      }),
    );
  });
});

/** What the board says of one check, by the route that the facts lead to. */
function boardStep(
  facts: readonly AnyAccountFact[],
  check: CheckKind,
  more: Partial<RouteClient & DeriveContext> = {},
) {
  const context = { ...CONTEXT, box28: more.box28 ?? {} };
  const routes = findRoutes({ facts, importerNumbers: NUMBERS, requests: more.requests ?? [] }, context);
  const results = resultsOf(facts, context).map((one) => {
    const derived = deriveChecks(facts, context).find(
      ({ kind, importerNumber }) => kind === one.kind && importerNumber === one.importerNumber,
    );
    return { ...one, status: derived === undefined ? one.status : effectiveStatus(derived, TODAY) };
  });
  return orderWork(results, routes).find((item) => item.check === check && item.status !== 'unknown')?.step.text;
}

describe('the board, case by case', () => {
  const leaver = factOf('owner_mailbox', { holder: 'former_employee' });
  const inactive = factOf('ace_account', { state: 'inactive' });
  const nobody = factOf('account_owner', { known: 'no' });
  const told: MadeRequest = { kind: 'tao_lookup', isOverdue: false, lookupOutcome: 'only_owner_told' };
  const old = factOf('owner_login', { lastLoginOn: plainDate('2026-09-01') });
  const noAch = factOf('ach_refund', { state: 'none' }, { importerNumber: NUMBERS[1] });
  const party = factOf('notify_party', { wanted: 'party', onFile: 'yes' });
  const box28 = { [NUMBERS[0]]: { yes: 0, no: 1, unknown: 0 } };

  it.each([
    [
      'A20: a former employee’s mailbox',
      [leaver],
      'tao_email_control',
      {},
      'Change the trade account owner by web form',
    ],
    [
      'A20: that and an inactive account',
      [leaver, inactive],
      'tao_login',
      {},
      'Call ACE Support: inactive account, lost mailbox',
    ],
    ['A15: an inactive account', [inactive], 'tao_login', {}, 'Trade account owner sends the reactivation mail'],
    [
      'A04: no account',
      [factOf('ace_account', { state: 'none' })],
      'tao_login',
      {},
      'Apply for an ACE account for all numbers by web form',
    ],
    ['A21: nobody knows the owner', [nobody], 'tao_login', {}, 'Ask CBP who the trade account owner is'],
    [
      'A25: a look-up without answer',
      [nobody],
      'tao_login',
      { requests: [told] },
      'Change the trade account owner by web form',
    ],
    ['A38: a lapsed log-in', [old], 'tao_login', {}, 'Trade account owner sends the reactivation mail'],
    ['A42: a suffix without ACH', [factOf('ach_refund'), noAch], 'ach_refund', {}, 'Enter ACH refund bank data in ACE'],
    [
      'A42: a returned refund',
      [factOf('ach_refund', { state: 'returned' })],
      'ach_refund',
      {},
      'Correct the ACH refund data: a refund came back',
    ],
    ['4811: one condition only', [party], 'notify_party_4811', { box28 }, 'Correct box 28 of the entries before CAPE'],
    [
      '20-Inactive',
      [factOf('importer_record', { state: 'inactive_20' })],
      'importer_number_active',
      {},
      'Reactivate the importer number (20-Inactive)',
    ],
  ] as const)('%s', (_name, facts, check, more, text) => {
    expect(boardStep(facts, check, more)).toBe(text);
  });
});

describe('the board', () => {
  it('says the route’s own step where facts name one, and changes nothing else', () => {
    const facts = [factOf('cape_filer', { filer: 'other_broker', brokerName: 'Other Broker LLC' })];
    const importerNumbers = [...NUMBERS];
    const results = resultsOf(facts);
    const about = {
      readiness: computeReadiness({ importerNumbers, results }),
      statuses: statusByKind({ importerNumbers, results }),
      nextDeadline: null,
      dataAsOf: TODAY,
      ownerKey: 'mary',
      needsDataCount: 0,
    };
    const routes = routeByCheck(findRoutes({ facts, importerNumbers }, CONTEXT));
    expect(nextStep(about, TODAY).text).toBe('Get a signed power of attorney');
    expect(nextStep({ ...about, routes }, TODAY).text).toBe('Settle with the importer who files');
  });

  it('A47: lets no route stand before a protest that is near', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...CHECK_STATUSES), (facts, status) => {
        const importerNumbers = [...NUMBERS];
        const results = resultsOf(facts).map((one) => ({ ...one, status }));
        const about = {
          readiness: computeReadiness({ importerNumbers, results }),
          statuses: statusByKind({ importerNumbers, results }),
          nextDeadline: protestIn(10),
          dataAsOf: null,
          ownerKey: 'mary',
          needsDataCount: 0,
          routes: routeByCheck(findRoutes({ facts, importerNumbers }, CONTEXT)),
        };
        expect(nextStep(about, TODAY).text).toBe('File a protest, or record the decision not to');
      }),
    );
  });
});
