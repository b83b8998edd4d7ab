import { describe, expect, it } from '@jest/globals';
import { fakeFirm } from '../../../dev/fake-firm.ts';
import { agendaWeeks } from './weeks.ts';

describe('agendaWeeks', () => {
  const deadlines = fakeFirm({ clients: 40 }).clients.flatMap((client) => client.deadlines);

  it('puts every deadline into exactly one week, earliest first', () => {
    const weeks = agendaWeeks(deadlines, '2026-11-23');
    expect(weeks.flatMap((week) => week.deadlines)).toHaveLength(deadlines.length);
    expect(weeks.map(({ weekStart }) => weekStart)).toEqual([...weeks.map(({ weekStart }) => weekStart)].sort());
  });

  it('sums the two rights apart', () => {
    const total = (kinds: string[]) =>
      deadlines.filter(({ kind }) => kinds.includes(kind)).reduce((sum, { ieepaDutyCents }) => sum + ieepaDutyCents, 0);
    const weeks = agendaWeeks(deadlines, '2026-11-23');
    expect(weeks.reduce((sum, { capeCents }) => sum + capeCents, 0)).toBe(total(['cape_window']));
    expect(weeks.reduce((sum, { protestCents }) => sum + protestCents, 0)).toBe(
      total(['protest', 'protest_reliquidation']),
    );
  });
});
