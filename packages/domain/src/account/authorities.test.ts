import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainDate } from '../calendar/plain-date.ts';
import { AUTHORITY_SCOPES, type AuthorityScope } from './account-facts.ts';
import { authorityFor } from './authorities.ts';
import { openFactBook } from './fact-book.ts';
import { anyFactOf, factOf, NUMBERS, TODAY } from './test-support/facts.ts';

const answer = (...fact: Parameters<typeof factOf<'authority_protest'>>) =>
  authorityFor('protest', openFactBook([factOf(...fact)]), TODAY);

describe('authorityFor', () => {
  it('A41: says yes only for a paper that was seen, signed by the importer, and still holds', () => {
    const paper = 'authority_protest';
    expect(answer(paper)).toBe('yes');
    expect(answer(paper, {}, { source: 'importer_said' })).toBe('unknown');
    expect(answer(paper, { signedByImporter: 'unknown' })).toBe('unknown');
    expect(answer(paper, { signedByImporter: 'no' })).toBe('no');
    expect(answer(paper, { held: 'no' })).toBe('no');
    expect(answer(paper, { expiresOn: TODAY })).toBe('no');
    expect(answer(paper, { expiresOn: plainDate('2026-11-24') })).toBe('yes');
    expect(authorityFor('protest', openFactBook([]), TODAY)).toBe('unknown');
  });

  it('A36, A41: lets no scope include another', () => {
    const scope = fc.constantFrom(...AUTHORITY_SCOPES);
    const anyScoped = (one: AuthorityScope) => anyFactOf(`authority_${one}`, NUMBERS[0]);
    fc.assert(
      fc.property(
        scope.chain((one) => fc.tuple(fc.constant(one), anyScoped(one))),
        scope,
        ([one, fact], other) => {
          fc.pre(one !== other);
          expect(authorityFor(other, openFactBook([fact]), TODAY)).toBe('unknown');
        },
      ),
    );
  });
});
