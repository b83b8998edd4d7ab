/** The zone of the machine and of the database decide nothing: the same facts give the same dates in API, digest and command line. */

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ROOT } from '../journeys/support/running-system.ts';
import { waitUntil } from '../journeys/support/wait-until.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted } from './support/firm.ts';
import { type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';

/** Behind, on and ahead of the date line of the firm's own zone, which is New York. */
const ZONES = ['UTC', 'America/New_York', 'Pacific/Kiritimati'] as const;
/** Leap day, year end, a holiday that a Friday observes, and a date whose protest is due within the week. */
const LIQUIDATED = ['02/29/2024', '07/05/2026', '09/03/2026', '10/16/2026', '06/01/2026'];
const PATHS = [
  '/api/v1/deadlines?limit=200',
  '/api/v1/entries?limit=200',
  '/api/v1/clients',
  '/api/v1/board',
  '/api/v1/alerts',
];

/** Identities and instants differ from run to run; dates must not. */
function datesOnly(text: string, firm: FaultFirm): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'id')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[0-9:.]+Z/g, 'instant')
    .replaceAll(firm.filerCode, 'FFF')
    .replaceAll(firm.ownerEmail, 'owner')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'here');
}

/** The rows of a list as lines, in an order of their own: rows that are due on one day come by their random ids. */
function rowsOf(text: string): string[] {
  const { data = [], ...rest } = JSON.parse(text) as { data?: unknown[] };
  return [JSON.stringify(rest), ...data.map((row) => JSON.stringify(row)).sort()];
}

async function seenIn(zone: string): Promise<{ answers: string[]; digest: string }> {
  const installation: Installation = await startInstallation({
    env: { TZ: zone },
    postgresSettings: { timezone: zone },
  });
  try {
    const api = await installation.startApi();
    const firm = await makeFirm(installation);
    const ids: string[] = [];
    for (const [index, liquidationDate] of LIQUIDATED.entries())
      ids.push(await sendAccepted(api, firm, reportOf(firm, { first: 1 + 10 * index, entries: 4, liquidationDate })));
    installation.startWorker();
    for (const id of ids) await committed(api, firm, id);
    await waitUntil(
      () => installation.sink.messages.length > 0,
      30_000,
      () => 'no digest came',
    );
    await expectInvariants(installation);
    const answers: string[] = [];
    for (const path of PATHS) {
      const answer = await fetch(`${api.url}${path}`, { headers: firm.headers });
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      answers.push(...rowsOf(datesOnly(await answer.text(), firm)));
    }
    return { answers, digest: datesOnly(installation.sink.messages[0]?.text ?? '', firm) };
  } finally {
    await installation.stop();
  }
}

describe('a server in another zone', () => {
  const seen = new Map<string, Awaited<ReturnType<typeof seenIn>>>();
  beforeAll(async () => {
    for (const zone of ZONES) seen.set(zone, await seenIn(zone));
  }, 180_000);
  afterAll(() => seen.clear());

  it.each(ZONES.slice(1))('in %s answers with the same dates as one in UTC', (zone) => {
    expect(seen.get(zone)?.answers).toEqual(seen.get('UTC')?.answers);
    expect(seen.get('UTC')?.answers.some((row) => row.includes('"lastDay":"2026-11-28"'))).toBe(true);
  });

  it.each(ZONES.slice(1))('in %s mails the same digest as one in UTC', (zone) => {
    expect(seen.get(zone)?.digest).toEqual(seen.get('UTC')?.digest);
    expect(seen.get('UTC')?.digest).toContain('Mon 23 Nov 2026');
  });

  it('computes the same days on the command line', () => {
    const run = (zone: string) =>
      spawnSync(process.execPath, [join(ROOT, 'apps/cli/src/main.ts'), 'deadlines', '--stdin'], {
        input: '2024-02-29\n2026-07-05\n2027-07-04\n2026-10-16\n',
        encoding: 'utf8',
        env: { TZ: zone },
      }).stdout;
    const [utc = '', ...others] = ZONES.map(run);
    expect(utc.split('\n').filter(Boolean)).toHaveLength(4);
    for (const other of others) expect(other).toBe(utc);
  });
});
