import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatCents, formatDollars, parseMoneyToCents } from './cents.ts';

describe('parseMoneyToCents', () => {
  it.each([
    ['$1,234.56', 123_456],
    ['1234.5', 123_450],
    ['1,234', 123_400],
    ['0', 0],
    ['-0.00', 0],
    ['.5', 50],
    ['12.', 1200],
    ['(12.00)', -1200],
    ['($1,234.56)', -123_456],
    ['$(12.00)', null],
    ['-12', -1200],
    ['-$12.00', -1200],
    ['$-12.00', -1200],
    ['- $ 12.00', -1200],
    ['  $85,773.45 ', 8_577_345],
    ['1234.5000', 123_450],
    ['0012.30', 1230],
    ['5575.2700000000004', 557_527],
    ['0.29999999999999999', 30],
    ['1.9999999999', 200],
    ['12,345,678.90', 1_234_567_890],
    ['9999999999999.99', 999_999_999_999_999],
  ])('reads %j as %j cents', (text, cents) => {
    expect(parseMoneyToCents(text)).toBe(cents);
  });

  it.each([
    '',
    ' ',
    '$',
    '.',
    '-',
    '()',
    '1.234,56',
    '1,5',
    '12,34,567',
    ',123',
    '1.234',
    '12.345',
    '1e3',
    'USD 12',
    '12 345',
    '--12',
    '(-12)',
    '$$12',
    '12-',
    'NaN',
    'Infinity',
    '١٢',
    '99999999999999999.00',
    '1234,567.89',
    '12345,678.90',
    ',123.45',
    '1,23.45',
    '$,123.45',
    '.45.45',
  ])('refuses %j instead of guessing', (text) => {
    expect(parseMoneyToCents(text)).toBeNull();
  });

  it('reads back every amount that formatCents writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }), (cents) => {
        expect(parseMoneyToCents(formatCents(cents))).toBe(cents);
      }),
    );
  });
});

describe('writing money', () => {
  it.each([
    [0, '$0.00', '$0'],
    [5, '$0.05', '$0'],
    [50, '$0.50', '$1'],
    [123_449, '$1,234.49', '$1,234'],
    [123_450, '$1,234.50', '$1,235'],
    [103_850_950, '$1,038,509.50', '$1,038,510'],
    [-123_456, '-$1,234.56', '-$1,235'],
    [-49, '-$0.49', '$0'],
  ])('%d cents as %s and as %s', (cents, exact, rounded) => {
    expect(formatCents(cents)).toBe(exact);
    expect(formatDollars(cents)).toBe(rounded);
  });
});
