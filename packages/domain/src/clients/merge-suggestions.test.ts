import { describe, expect, it } from '@jest/globals';
import { type MergeCandidate, normaliseClientName, pairKey, suggestMerges } from './merge-suggestions.ts';

const client = (id: string, name: string, numbers: string[], entryCount = 1): MergeCandidate => ({
  id,
  name,
  importerNumbers: numbers,
  entryCount,
});
const none = new Set<string>();

describe('a name without its legal form', () => {
  it.each([
    ['Tin & Cork, Inc.', 'tin and cork'],
    ['THE TIN AND CORK COMPANY', 'tin and cork'],
    ['Café Brûlé L.L.C.', 'cafe brule'],
    ['Company', 'company'],
    ['47-•••••8000', null],
    ['12345', null],
  ])('%s is %s', (name, plain) => expect(normaliseClientName(name)).toBe(plain));
});

describe('clients that may be one', () => {
  it('share the first nine digits of an EIN or a name; the smaller goes into the larger', () => {
    const clients = [
      client('a', 'Quill Paper', ['12-345678900'], 5),
      client('b', 'Quill Paper West', ['12-345678901'], 9),
      client('c', 'QUILL PAPER, INC.', ['98-765432100'], 1),
      client('d', 'Somebody', ['123-45-6789'], 1),
    ];
    expect(suggestMerges(clients, none)).toEqual([
      { fromId: 'a', intoId: 'b', reasons: ['same_ein_base'] },
      { fromId: 'c', intoId: 'a', reasons: ['same_name'] },
    ]);
  });

  it('are suggested once, with every reason', () => {
    const clients = [client('a', 'Quill', ['12-345678900'], 2), client('b', 'Quill Co', ['12-345678901'], 1)];
    expect(suggestMerges(clients, none)).toEqual([
      { fromId: 'b', intoId: 'a', reasons: ['same_ein_base', 'same_name'] },
    ]);
  });

  it('stay two once a person said so, and a third is still suggested', () => {
    const clients = [
      client('a', 'Quill', ['12-345678900'], 3),
      client('b', 'Pen', ['12-345678901'], 2),
      client('c', 'Ink', ['12-345678902'], 1),
    ];
    const dismissed = new Set([pairKey('b', 'a')]);
    expect(suggestMerges(clients, dismissed)).toEqual([{ fromId: 'c', intoId: 'a', reasons: ['same_ein_base'] }]);
    dismissed.add(pairKey('a', 'c'));
    expect(suggestMerges(clients, dismissed)).toEqual([{ fromId: 'c', intoId: 'b', reasons: ['same_ein_base'] }]);
  });
});
