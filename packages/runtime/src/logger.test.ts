import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger({ level: 'trace' }, { write: (line) => void lines.push(line) }));
  for (const line of lines) JSON.parse(line);
  return lines.join('');
}

describe('logger', () => {
  it.each([
    ['a cookie', { req: { headers: { cookie: 'sid=abc123' } } }, 'abc123'],
    ['an authorization header', { headers: { authorization: 'Bearer cl_live_abc123' } }, 'abc123'],
    ['a nested password', { body: { user: { password: 'abc"123' } } }, '123'],
    ['a list of recipients', { mail: { to: ['one@example.com', 'two@example.com'] } }, 'example.com'],
    ['an e-mail in a value', { note: 'sent to owner@broker.example today' }, 'owner@'],
    ['an API key', { note: 'key cl_live_Zm9vYmFy refused' }, 'Zm9vYmFy'],
    ['a password in an address', { url: 'postgresql://app:hunter2@127.0.0.1/db' }, 'hunter2'],
    ['a sign-in token', { url: '/sign-in?token=abcdef0123456789' }, 'abcdef'],
    ['a calendar secret', { url: '/api/v1/calendar/AbCdEf0123456789xyz.ics' }, 'AbCdEf'],
    ['an EIN', { note: 'importer 12-3456789AB' }, '3456789'],
    ['a social security number', { note: 'importer 123-45-6789' }, '6789'],
    ['a CBP-assigned number', { note: 'importer 261234-00001' }, '00001'],
  ])('keeps %s out of the log', (_name, fields, secret) => {
    expect(logged((logger) => logger.info(fields, 'event'))).not.toContain(secret);
  });

  it('keeps secrets out of messages, errors and children alike', () => {
    const text = logged((logger) => {
      logger.info('mail to owner@broker.example failed');
      logger.error(new Error('no route to smtp://u:hunter2@mail.example'));
      logger.child({ email: 'owner@broker.example' }).warn('x');
    });
    expect(text).not.toMatch(/owner@|hunter2/);
  });

  it('leaves entry numbers, dates and ids readable', () => {
    const text = logged((logger) => logger.info({ entryNumber: '551-3518786-6', dueOn: '2026-11-10' }, 'entry'));
    expect(text).toContain('551-3518786-6');
    expect(text).toContain('2026-11-10');
  });
});
