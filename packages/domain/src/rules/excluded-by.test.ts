import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { IEEPA_HTS_RULE, NO_IEEPA_DUTY_EXCLUDES } from '../ace/hts.ts';
import { addDays, type PlainDate, plainDate } from '../calendar/plain-date.ts';
import { CAPE_ENTRY_TYPE_REFUSALS, CAPE_REFUSED_TYPES, findCapeRefusal } from '../deadlines/cape-entry-types.ts';
import { computeDeadlines } from '../deadlines/compute-deadlines.ts';
import { DEADLINE_RULES } from '../deadlines/rules.ts';
import { excludedBy } from './excluded-by.ts';

const FIRST = plainDate('2025-01-01');
const day = fc.integer({ min: 0, max: 1200 }).map((offset) => addDays(FIRST, offset));
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null });
const entryType = fc.constantFrom('01', '03', '06', '08', '09', '11', '21', '22', '31', '47', 'XX');

/** Any rule that would refuse entry types, true or invented. */
const refusal = fc.record({
  entryTypes: fc.uniqueArray(entryType),
  effectiveFrom: maybe(day),
  effectiveTo: maybe(day),
  verified: fc.boolean(),
  checkedOn: fc.constant(FIRST),
  citation: fc.constant('test'),
  source: fc.constant('test'),
  note: fc.constant(null),
});

/** The clock rules of today with any dates, verified or not. */
const clocks = fc
  .array(fc.record({ effectiveFrom: maybe(day), effectiveTo: maybe(day), verified: fc.boolean() }), {
    minLength: DEADLINE_RULES.length,
    maxLength: DEADLINE_RULES.length,
  })
  .map((changes) => DEADLINE_RULES.map((rule, index) => ({ ...rule, ...changes[index] })));

const input = fc.record({
  liquidatedOn: day,
  event: fc.constantFrom('liquidation' as const, 'reliquidation' as const),
  entryType: maybe(entryType),
  entryDate: maybe(day),
  asOf: maybe(day),
});

describe('an unverified rule', () => {
  it('excludes nothing, whatever it says and whatever stands beside it', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ verified: fc.boolean(), says: fc.boolean() })), (rules) => {
        const found = excludedBy(rules, ({ says }) => says);
        expect(found).toBe(rules.find(({ verified, says }) => verified && says) ?? null);
      }),
    );
  });

  it('refuses no entry type, on no date', () => {
    fc.assert(
      fc.property(fc.array(refusal), entryType, maybe(day), (rules, type, asOf) => {
        expect(findCapeRefusal(type, asOf, rules)?.verified ?? true).toBe(true);
        const unverified = rules.map((rule) => ({ ...rule, verified: false }));
        expect(findCapeRefusal(type, asOf, unverified)).toBeNull();
      }),
    );
  });

  it('takes no clock away: what runs by the verified rules alone runs beside any others', () => {
    fc.assert(
      fc.property(input, clocks, fc.array(refusal), (facts, deadlines, refusals) => {
        const kinds = (rules: { deadlines: typeof deadlines; refusals: typeof refusals }) =>
          new Set(computeDeadlines({ ...facts, rules }).map(({ kind }) => kind));
        const all = kinds({ deadlines, refusals });
        const verified = <Rule extends { verified: boolean }>(rules: readonly Rule[]) =>
          rules.filter((rule) => rule.verified);
        for (const kind of kinds({ deadlines: verified(deadlines), refusals: verified(refusals) }))
          expect(all).toContain(kind);
        // Its own dates do not keep an unverified clock from warning either.
        const started = deadlines.filter(
          ({ startsAt, verified: isVerified }) => !isVerified && startsAt.includes(facts.event),
        );
        const isRefused = refusals.some(
          (rule) => rule.verified && findCapeRefusal(facts.entryType, facts.asOf, [rule]),
        );
        for (const { kind } of started) if (kind !== 'cape_window' || !isRefused) expect(all).toContain(kind);
      }),
    );
  });

  it('leaves no entry out because it shows no duty on headings that no official list confirms', () => {
    expect(IEEPA_HTS_RULE.verified).toBe(false);
    expect(NO_IEEPA_DUTY_EXCLUDES).toBe(false);
  });

  it('has one door only: no other file of the law looks at effective dates or refused types by itself', () => {
    const root = join(import.meta.dirname, '..');
    const users = (word: string): string[] =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
        .filter((path) => readFileSync(join(root, path), 'utf8').includes(word))
        .map((path) => path.replaceAll('\\', '/'))
        .sort();
    expect(users('isEffectiveOn(')).toEqual([
      'deadlines/cape-entry-types.ts',
      'deadlines/compute-deadlines.ts',
      'deadlines/rules.ts',
    ]);
    expect(users('.entryTypes')).toEqual(['deadlines/cape-entry-types.ts']);
    for (const file of ['deadlines/cape-entry-types.ts', 'deadlines/compute-deadlines.ts']) {
      const text = readFileSync(join(root, file), 'utf8');
      expect([file, text.match(/isEffectiveOn\(/gu)?.length]).toEqual([file, text.match(/excludedBy\(/gu)?.length]);
    }
  });

  it('is none of those by which CAPE refuses entry types today', () => {
    expect(CAPE_ENTRY_TYPE_REFUSALS.every(({ verified }) => verified)).toBe(true);
    expect([...CAPE_REFUSED_TYPES].sort()).toEqual(['08', '09', '21', '22', '47']);
    const late: PlainDate = plainDate('2026-07-06');
    expect(findCapeRefusal('21', late)).toBeNull();
  });
});
