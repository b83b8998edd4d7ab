import type { AccountFactKind } from '@capeline/contracts';
import { longDate } from '../../../ui/format.ts';
import { FACT_FIELDS, type FactField, YES_OR_NO } from './fact-fields.ts';

const answerWord = (answer: unknown): string =>
  (YES_OR_NO.find(({ value }) => value === answer)?.label ?? String(answer)).toLowerCase();

function wordOf(field: FactField, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  switch (field.type) {
    case 'choice':
      return field.choices.find((one) => one.value === value)?.label ?? String(value);
    case 'day':
      return longDate(String(value));
    case 'list':
      return Array.isArray(value) && value.length > 0 ? value.join(', ') : null;
    case 'reports': {
      const seen = Object.entries(value).map(([report, answer]) => `${report} ${answerWord(answer)}`);
      return seen.length === 0 ? null : seen.join(', ');
    }
    default:
      return String(value);
  }
}

/** What is known, in one line of plain words: the first field as it is, the others with their labels. */
export function factWords(kind: AccountFactKind, value: object): string {
  const values = value as Readonly<Record<string, unknown>>;
  const parts = FACT_FIELDS[kind].flatMap((field, index) => {
    const word = wordOf(field, values[field.name]);
    if (word === null) return [];
    if (index === 0 && field.type === 'choice') return [word];
    return [`${field.label}: ${field.type === 'choice' ? word.toLowerCase() : word}`];
  });
  return parts.length === 0 ? 'Looked at, nothing found' : parts.join(' · ');
}

/** A sentence's beginning. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export const CAUSE_NAMES = {
  recorded: 'recorded',
  taken_back: 'taken back',
  client_merged: 'came with a merge',
  regrouping_undone: 'merge taken back',
} as const;
