import { describe, expect, it } from '@jest/globals';
import { type ColumnChoice, checkChoices, headerSetOf, layoutOfMapping, toMapping } from './map-columns.ts';
import { proposeMapping } from './propose-mapping.ts';

const HEADERS = ['Our ref', 'Who', 'Heading', 'Amount', '', 'Amount'];
const CHOICES: readonly ColumnChoice[] = [
  { position: 1, fact: 'entryNumber' },
  { position: 2, fact: 'importerNumber' },
  { position: 3, fact: 'hts' },
  { position: 6, fact: 'duty' },
];

describe('headerSetOf', () => {
  it('is the same for the same headers in any order, case and punctuation, and for no others', () => {
    const one = headerSetOf(HEADERS);
    expect(headerSetOf(['AMOUNT', 'who ', 'our-ref', 'Heading', 'Amount', ' '])).toBe(one);
    expect(headerSetOf(['Our ref', 'Who', 'Heading', 'Amount'])).not.toBe(one);
    expect(headerSetOf([...HEADERS, 'More'])).not.toBe(one);
  });
});

describe('checkChoices', () => {
  it('takes a choice with every required fact', () => {
    expect(checkChoices(HEADERS, CHOICES)).toEqual([]);
  });

  it.each([
    ['a column that is not there', { position: 7, fact: 'portCode' }, 'position'],
    ['a column without a header', { position: 5, fact: 'portCode' }, 'position'],
    ['a column taken twice', { position: 2, fact: 'portCode' }, 'position'],
    ['a fact taken twice', { position: 4, fact: 'duty' }, 'fact'],
  ] as const)('names %s by its place', (_name, choice, field) => {
    expect(checkChoices(HEADERS, [...CHOICES, choice])).toMatchObject([{ index: 4, field }]);
  });

  it('names every required fact that has no column', () => {
    const problems = checkChoices(HEADERS, CHOICES.slice(0, 2));
    expect(problems.map(({ message }) => message.split(' ')[0])).toEqual(['hts', 'duty']);
  });
});

describe('layoutOfMapping', () => {
  it('finds the columns again in another order, and the right one of two with the same header', () => {
    const mapping = toMapping(HEADERS, CHOICES);
    expect(layoutOfMapping(HEADERS, mapping)?.columnOf).toMatchObject({ entryNumber: 0, duty: 5, entryDate: null });
    const moved = layoutOfMapping(['AMOUNT', 'Heading', 'Amount', 'Who', 'Our Ref'], mapping);
    expect(moved).toMatchObject({ layout: 'mapped', columnOf: { entryNumber: 4, importerNumber: 3, hts: 1, duty: 2 } });
    expect(layoutOfMapping(['Our ref', 'Who', 'Heading', 'Amount'], mapping)).toBeNull();
  });
});

describe('proposeMapping', () => {
  it('proposes known headers first, then what words and values speak for, each fact once', () => {
    const columns = [
      { header: 'Ref', samples: ['60540770801', '605-4077080-1'] },
      { header: 'Who', samples: ['21-1702635AB'] },
      { header: 'Heading', samples: ['9903.01.01', '3923.90.0080'] },
      { header: 'IEEPA duty', samples: ['12.00'] },
      { header: 'Duty', samples: ['13.00'] },
      { header: 'Liq. date', samples: [] },
      { header: 'CAPE LIQ Deadline (LIQ + 80)', samples: [] },
      { header: 'Entry Date', samples: [] },
      { header: 'Notes', samples: ['ok'] },
    ];
    expect(proposeMapping(columns)).toEqual([
      'entryNumber',
      'importerNumber',
      'hts',
      'duty',
      null,
      'liquidationDate',
      null,
      'entryDate',
      null,
    ]);
  });

  it('proposes nothing twice, whatever the columns', () => {
    const proposed = proposeMapping(Array.from({ length: 50 }, () => ({ header: 'Entry Number', samples: [] })));
    expect(proposed.filter((fact) => fact !== null)).toEqual(['entryNumber']);
  });
});
