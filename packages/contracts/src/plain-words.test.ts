import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { speakPlainly } from './plain-words.ts';

speakPlainly();
const Body = z.strictObject({
  name: z.string().min(1).max(5).optional(),
  token: z.string().min(20).optional(),
  limit: z.number().int().min(1).max(200).optional(),
  list: z.array(z.string()).min(1).max(2).optional(),
  on: z.iso.date().optional(),
  email: z.email().optional(),
  kind: z.enum(['a', 'b']).optional(),
  own: z.string().min(3, 'Own words.').optional(),
});

describe('a fault in a request', () => {
  it.each<[object, string]>([
    [{ name: '' }, 'This must not be empty.'],
    [{ name: 'too long' }, 'This may have at most 5 characters.'],
    [{ token: 'short' }, 'This needs at least 20 characters.'],
    [{ limit: 0 }, 'This must be at least 1.'],
    [{ limit: 201 }, 'This must be at most 200.'],
    [{ limit: 'x' }, 'This must be a number.'],
    [{ list: [] }, 'Name at least 1.'],
    [{ list: ['a', 'b', 'c'] }, 'Name at most 2.'],
    [{ on: '2026-02-30' }, 'Write a date that exists as YYYY-MM-DD.'],
    [{ email: 'nobody' }, 'This is no e-mail address.'],
    [{ kind: 'c' }, 'This must be one of a, b.'],
    [{ own: 'x' }, 'Own words.'],
  ])('is said so that a person can act on it: %p', (body, words) => {
    expect(Body.safeParse(body).error?.issues.map(({ message }) => message)).toEqual([words]);
  });

  it('is named as missing where nothing was given', () => {
    expect(z.object({ note: z.string() }).safeParse({}).error?.issues[0]?.message).toBe('This is missing.');
  });
});
