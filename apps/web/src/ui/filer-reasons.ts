import type { Client } from '@capeline/contracts';

/** Why a client's filer codes stand between it and our upload, in words; empty when they do not. */
export function filerReasons({ undecided, others, closed }: Client['filers']): string[] {
  const about = (codes: readonly string[], words: string): string[] =>
    codes.length === 0 ? [] : [`${codes.join(', ')}: ${words}`];
  return [
    ...about(closed, 'our account cannot upload'),
    ...about(others, 'another filer’s'),
    ...about(undecided, 'whose code is it?'),
  ];
}
