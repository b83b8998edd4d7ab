import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../calendar/plain-date.ts';
import { type AnyAccountFact, FACT_KINDS, isNumberFact } from './account-facts.ts';
import { deriveChecks } from './derive-checks.ts';
import type { DerivedCheck } from './derived-check.ts';
import { FACT_RULES, isSeen } from './fact-rules.ts';
import { anyBox28, anyFactOf, anyFacts, CONTEXT, NUMBERS, TODAY } from './test-support/facts.ts';

const anyContext = anyBox28.map((box28) => ({ ...CONTEXT, box28 }));
const slotOf = ({ kind, importerNumber }: Pick<AnyAccountFact, 'kind' | 'importerNumber'>) =>
  `${kind} ${importerNumber}`;

describe('properties of deriveChecks', () => {
  it('A33, A34, A35, A36: changing one fact changes only the checks that it feeds, of its own number', () => {
    const change = fc
      .tuple(fc.constantFrom(...FACT_KINDS), fc.constantFrom(...NUMBERS))
      .chain(([kind, number]) => anyFactOf(kind, number));
    fc.assert(
      fc.property(anyFacts, change, fc.boolean(), anyContext, (facts, changed, isTakenAway, context) => {
        const others = facts.filter((fact) => slotOf(fact) !== slotOf(changed));
        const untouched = (list: readonly DerivedCheck[]) =>
          list.filter(
            ({ kind, importerNumber }) =>
              !FACT_RULES[changed.kind].feeds.includes(kind) || importerNumber !== changed.importerNumber,
          );
        const before = deriveChecks(facts, context);
        const after = deriveChecks(isTakenAway ? others : [...others, changed], context);
        expect(untouched(after)).toEqual(untouched(before));
      }),
    );
  });

  it('names as deciding only facts that feed the check, and gives a check once', () => {
    fc.assert(
      fc.property(anyFacts, anyContext, (facts, context) => {
        const checks = deriveChecks(facts, context);
        for (const { kind, decidedBy } of checks) {
          expect(decidedBy.length).toBeGreaterThan(0);
          for (const fact of decidedBy) expect(FACT_RULES[fact].feeds).toContain(kind);
        }
        expect(new Set(checks.map(({ kind, importerNumber }) => `${kind} ${importerNumber}`)).size).toBe(checks.length);
      }),
    );
  });

  it('guard 7: is never ready by anything that was only said', () => {
    fc.assert(
      fc.property(anyFacts, anyContext, (facts, context) => {
        for (const check of deriveChecks(facts, context)) {
          if (check.status !== 'ready') continue;
          for (const kind of check.decidedBy) {
            const number = isNumberFact(kind) ? check.importerNumber : null;
            const fact = facts.find((one) => one.kind === kind && one.importerNumber === number);
            expect(fact !== undefined && isSeen(fact)).toBe(true);
          }
        }
      }),
    );
  });

  it('is never ready without a day on which that ends, which lies after the day of which it was verified', () => {
    fc.assert(
      fc.property(anyFacts, anyContext, (facts, context) => {
        for (const { status, verifiedOn, expiresOn } of deriveChecks(facts, context)) {
          if (status === 'ready') expect(expiresOn !== null && expiresOn > verifiedOn).toBe(true);
          else expect(expiresOn).toBeNull();
        }
      }),
    );
  });

  it('can be stored: another day gives the same, and only the dates expire it', () => {
    fc.assert(
      fc.property(anyFacts, anyContext, fc.nat(500), (facts, context, days) => {
        const later = deriveChecks(facts, { ...context, today: addDays(TODAY, days) });
        expect(later).toEqual(deriveChecks(facts, context));
      }),
    );
  });
});
