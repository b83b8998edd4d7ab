import { parseEntryNumber } from '../identifiers/entry-number.ts';
import { parseImporterNumber } from '../identifiers/importer-number.ts';
import { ES003_COLUMN_NAMES, ES003_HEADER_KEYS, type Es003ColumnName, headerKey } from './es003-columns.ts';
import { isIeepaHts } from './hts.ts';

/** A column of a file whose layout is not known. */
export interface UnknownColumn {
  readonly header: string;
  readonly samples: readonly string[];
}

type Test = (column: UnknownColumn) => boolean;

const everySample =
  (test: (text: string) => boolean): Test =>
  ({ samples }) =>
    samples.length > 0 && samples.every(test);

const named =
  (...words: readonly string[]): Test =>
  ({ header }) =>
    words.every((word) => headerKey(header).includes(word));

const not =
  (test: Test): Test =>
  (column) =>
    !test(column);

const both =
  (...tests: readonly Test[]): Test =>
  (column) =>
    tests.every((test) => test(column));

/** Words and values that speak for a fact where its name is not known; in this order, each column and fact once. */
const HINTS: readonly (readonly [Es003ColumnName, Test])[] = [
  ['entryNumber', everySample((text) => parseEntryNumber(text).valid)],
  ['importerNumber', everySample((text) => parseImporterNumber(text).valid)],
  ['importerNumber', both(named('ior'), not(named('name')), not(named('prior')))],
  ['importerNumber', both(named('importer'), named('number'))],
  ['hts', everySample((text) => isIeepaHts(text.replace(/[^\d]/g, '')) || /^\d{4}\.\d{2}\.\d{2}/.test(text))],
  ['hts', named('hts')],
  ['hts', named('tariff', 'number')],
  ['liquidationStatus', both(named('liq', 'status'))],
  ['liquidationDate', both(named('liq', 'date'), not(named('final')), not(named('180')), not(named('80')))],
  ['duty', both(named('duty'), not(named('rate')), not(named('total')), not(named('liq')))],
  ['importerName', both(named('importer', 'name'))],
  ['importerName', both(named('customer', 'name'))],
  ['reconciliation', named('recon')],
  ['countryOfOrigin', named('origin')],
];

/**
 * Proposes what each column holds: by its header where that is known, otherwise by words and sample values. Null where
 * nothing speaks for a fact. A proposal for a person to look at, never read by without a yes.
 */
export function proposeMapping(columns: readonly UnknownColumn[]): (Es003ColumnName | null)[] {
  const proposed: (Es003ColumnName | null)[] = columns.map(() => null);
  const take = (fact: Es003ColumnName, test: Test): void => {
    if (proposed.includes(fact)) return;
    const index = columns.findIndex((column, at) => proposed[at] === null && test(column));
    if (index !== -1) proposed[index] = fact;
  };
  for (const fact of ES003_COLUMN_NAMES)
    for (const key of ES003_HEADER_KEYS[fact]) take(fact, ({ header }) => headerKey(header) === key);
  for (const [fact, test] of HINTS) take(fact, test);
  return proposed;
}
