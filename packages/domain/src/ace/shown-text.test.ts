import { describe, expect, it } from '@jest/globals';
import { cutText, shownValue, withoutControls } from './shown-text.ts';

describe('a cell’s text as it is kept and shown', () => {
  it.each([
    ['control characters', 'Sable\u0000 &\u0085 Finch\u001b', 'Sable  &  Finch'],
    ['marks that turn letters around', 'Finch \u202egnihtolC\u2069', 'Finch  gnihtolC'],
    ['nothing of other writings', 'خليج 😀 Müller', 'خليج 😀 Müller'],
  ])('loses %s', (_name, text, shown) => {
    expect(withoutControls(text)).toBe(shown);
  });

  it('is cut between characters, never within one', () => {
    expect(cutText('ab😀', 3)).toBe('ab');
    expect(cutText('ab😀', 4)).toBe('ab😀');
    expect(shownValue('😀'.repeat(100)).isWellFormed()).toBe(true);
    expect(shownValue(`x${'😀'.repeat(100)}`)).toBe(`x${'😀'.repeat(59)}`);
  });

  it('shows of a social security number its last four digits, wherever it stands', () => {
    expect(shownValue('Doe, Jane 123-45-6789.')).toBe('Doe, Jane •••-••-6789.');
    expect(shownValue(`${'x'.repeat(115)}123-45-6789`)).toBe(`${'x'.repeat(115)}•••-•`);
    expect(shownValue('606-0000001-8 and 9123-45-67890')).toBe('606-0000001-8 and 9123-45-67890');
  });
});
