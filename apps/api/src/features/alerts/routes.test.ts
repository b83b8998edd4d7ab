import type { Alert } from '@capeline/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, startHarness } from '../../test-support/harness.ts';
import { type TradeFixture, tradeFixture } from '../../test-support/trade-fixture.ts';

const ALERTS = '/api/v1/alerts';

describe('the list of alerts', () => {
  let harness: Harness;
  let owner: Caller;
  let firm: TradeFixture;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    firm = tradeFixture(harness.database, owner.organizationId);
    const clientId = await firm.client({ name: 'Acme' });
    const alertOf = async (kind: string, liquidatedOn: string, fileBy: string, lastDay: string, tier: number) =>
      firm.alert(await firm.deadline({ clientId, kind, liquidatedOn, fileBy, lastDay }), tier);
    await alertOf('protest', '2026-06-13', '2026-12-10', '2026-12-10', 30);
    await alertOf('cape_window', '2026-09-25', '2026-12-07', '2026-12-14', 14);
    await alertOf('cape_window', '2026-09-04', '2026-11-16', '2026-11-23', 0);
    await alertOf('protest', '2026-06-10', '2026-12-07', '2026-12-07', 14);
    await alertOf('protest', '2026-05-22', '2026-11-18', '2026-11-18', 0);
  });
  afterAll(() => harness.close());

  async function all(query: string): Promise<Alert[]> {
    const seen: Alert[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = (await owner.send({ url: `${ALERTS}?limit=2${query}${from}` })).json();
      seen.push(...page.data);
      cursor = page.nextCursor;
    }
    return seen;
  }

  it('puts what waits in the order of the day to work to, then of the last day, page by page', async () => {
    const waiting = await all('&acknowledged=false');
    expect(waiting.map(({ deadline }) => [deadline.fileBy, deadline.lastDay])).toEqual([
      ['2026-11-16', '2026-11-23'],
      ['2026-12-07', '2026-12-07'],
      ['2026-12-07', '2026-12-14'],
      ['2026-12-10', '2026-12-10'],
    ]);
  });

  it('keeps every alert as a log, newest first, lapsed ones with them', async () => {
    const log = await all('');
    expect(log).toHaveLength(5);
    const times = log.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('refuses the cursor of the other order with 422', async () => {
    const { nextCursor } = (await owner.send({ url: `${ALERTS}?limit=1` })).json();
    const answer = await owner.send({ url: `${ALERTS}?acknowledged=false&cursor=${nextCursor}` });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'request.invalid', issues: [{ pointer: '/cursor' }] });
  });
});
