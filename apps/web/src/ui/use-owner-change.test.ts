import type { AssignOwnersAnswer } from '@capeline/contracts';
import { describe, expect, it } from '@jest/globals';
import { summaryOf } from './use-owner-change.ts';

type Result = AssignOwnersAnswer['data'][number];
const result = (name: string, outcome: Result['outcome']): Result => ({
  clientId: name,
  name,
  outcome,
  formerOwnerId: null,
  version: 1,
});

describe('the summary of a change of owners', () => {
  it('leaves nothing out: changed, unchanged, changed by somebody else, gone', () => {
    const results = [
      result('Acme', 'assigned'),
      result('Birch', 'assigned'),
      result('Cedar', 'unchanged'),
      result('Dune', 'changed_meanwhile'),
      result('Elm', 'not_found'),
    ];
    expect(summaryOf(results, 'Ana Lopes')).toBe(
      '2 clients: owner is now Ana Lopes. Cedar had Ana Lopes already. ' +
        'Not changed, because somebody else changed it meanwhile: Dune. 1 client no longer there.',
    );
  });

  it('names a single client, and nobody as nobody', () => {
    expect(summaryOf([result('Acme', 'assigned')], null)).toBe('Acme: owner is now nobody.');
  });
});
