import { z } from 'zod';

type Issue = Parameters<NonNullable<Parameters<typeof z.config>[0]>['customError'] & object>[0];

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const FORMATS: Readonly<Record<string, string>> = {
  date: 'Write a date that exists as YYYY-MM-DD.',
  datetime: 'Write an instant as 2026-11-23T14:00:00Z.',
  email: 'This is no e-mail address.',
  uuid: 'This is no id.',
};

const what = (origin: string, limit: number | bigint, side: 'least' | 'most'): string => {
  if (origin === 'string')
    return `This ${side === 'least' ? 'needs at least' : 'may have at most'} ${limit} characters.`;
  if (origin === 'array' || origin === 'set') return `Name at ${side} ${limit}.`;
  return `This must be at ${side} ${limit}.`;
};

/** What is wrong with a value, in a sentence that a person can act on; undefined leaves it to the library. */
function wordsOf(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'This must not be empty.'
        : what(issue.origin, issue.minimum, 'least');
    case 'too_big':
      return what(issue.origin, issue.maximum, 'most');
    case 'invalid_type':
      return issue.input === undefined
        ? 'This is missing.'
        : `This must be ${TYPES[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `This must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}.`;
    case 'invalid_format':
      return FORMATS[issue.format];
    default:
      return undefined;
  }
}

/** Lets every schema of this process say its faults in plain words; a schema's own message stands before them. */
export function speakPlainly(): void {
  z.config({ customError: (issue) => wordsOf(issue) });
}
