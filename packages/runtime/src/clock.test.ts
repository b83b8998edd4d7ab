import { describe, expect, it } from '@jest/globals';
import { createClock, createTestClock } from './clock.ts';

describe('clock', () => {
  it('takes the business date from the firm’s zone, not from the server’s', () => {
    const clock = createTestClock('2026-11-24T02:30:00Z');
    expect(clock.businessDate('America/New_York')).toBe('2026-11-23');
    expect(clock.businessDate('UTC')).toBe('2026-11-24');
    expect(clock.businessDate('Pacific/Kiritimati')).toBe('2026-11-24');
  });

  it('fixes the business date in a rehearsal and leaves instants real', () => {
    const clock = createClock('2026-11-23');
    expect(clock.businessDate('Pacific/Kiritimati')).toBe('2026-11-23');
    expect(clock.rehearsalDate).toBe('2026-11-23');
    expect(clock.now().getTime()).toBeGreaterThan(Date.parse('2026-01-01T00:00:00Z'));
  });

  it('moves only when told to, also backwards', () => {
    const clock = createTestClock('2026-11-01T05:30:00Z');
    clock.advance(-3_600_000);
    expect(clock.now().toISOString()).toBe('2026-11-01T04:30:00.000Z');
    expect(() => clock.businessDate('Mars/Olympus')).toThrow('time zone');
  });
});
