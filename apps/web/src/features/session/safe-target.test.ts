import { describe, expect, it } from '@jest/globals';
import { safeTarget } from './safe-target.ts';

describe('where signing in leads', () => {
  it.each([
    ['/clients/42?tab=entries#top', '/clients/42?tab=entries#top'],
    ['/', '/'],
    [null, '/'],
    ['', '/'],
  ])('is the wanted page of the product: %s', (to, target) => {
    expect(safeTarget(to)).toBe(target);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/\n/evil.example/',
    '\t//evil.example/',
    '/\t\\evil.example/',
    '/.//evil.example/',
    '/a/..//evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '//',
  ])('is never another site: %j', (to) => {
    const target = safeTarget(to);
    expect(new URL(target, 'http://capeline.example').origin).toBe('http://capeline.example');
    expect(target.startsWith('/') && !target.startsWith('//')).toBe(true);
  });
});
