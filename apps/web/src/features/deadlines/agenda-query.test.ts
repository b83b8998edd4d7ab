import { describe, expect, it } from '@jest/globals';
import { agendaQuery } from './agenda-query.ts';

const ask = (query: string) => agendaQuery(new URLSearchParams(query), '2026-11-23');

describe('what the agenda asks', () => {
  it('is all that can still be used, from today on', () => {
    expect(ask('')).toMatchObject({ closesFrom: '2026-11-23', closesBy: null });
  });

  it('counts a kept view from today, so that it moves with the calendar', () => {
    expect(ask('within=14')).toMatchObject({ closesFrom: '2026-11-23', closesBy: '2026-12-07' });
  });

  it('lets a date of the address stand before a count, and no nonsense through', () => {
    expect(ask('within=14&closesBy=2026-11-30')).toMatchObject({ closesBy: '2026-11-30' });
    expect(ask('within=soon')).toMatchObject({ closesBy: null });
  });

  it('asks for file-by dates once a status is named', () => {
    expect(ask('status=done&from=2026-01-01')).toMatchObject({ status: 'done', from: '2026-01-01' });
  });
});
