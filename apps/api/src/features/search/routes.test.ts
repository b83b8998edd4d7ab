import type { SearchAnswer } from '@capeline/contracts';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Caller, type Harness, startHarness } from '../../test-support/harness.ts';
import { tradeFixture } from '../../test-support/trade-fixture.ts';

const EIN = '12-345678900';
const SSN = '123-45-6789';

describe('the search', () => {
  let harness: Harness;
  let owner: Caller;
  let person: string;
  beforeAll(async () => {
    harness = await startHarness();
    owner = await harness.firm('Harbor');
    const firm = tradeFixture(harness.database, owner.organizationId);
    const acme = await firm.client({ name: 'Acme Imports', numbers: [EIN] });
    await firm.client({ name: 'The Acme Outlet' });
    person = await firm.client({ name: 'Somebody', numbers: [SSN] });
    for (const entryNumber of ['60500000011', '60500000029', '60511111116'])
      await firm.entry({ clientId: acme, importerNumber: EIN, entryNumber, cents: 100 });
    const other = await harness.firm('Pine');
    const theirs = tradeFixture(harness.database, other.organizationId);
    await theirs.client({ name: 'Acme of another firm' });
  });
  afterAll(() => harness.close());

  const ask = async (q: string, caller: Pick<Caller, 'send'> = owner): Promise<SearchAnswer> =>
    (await caller.send({ url: `/api/v1/search?q=${encodeURIComponent(q)}` })).json();

  it('finds clients by name, those that begin with the text first, and nothing of another firm', async () => {
    expect((await ask('acme')).clients.map(({ name }) => name)).toEqual(['Acme Imports', 'The Acme Outlet']);
  });

  it.each(['6050000', '605-0000', '="605-0000', ' 605 0000'])('finds entries by the beginning %s', async (q) => {
    const { entries } = await ask(q.replace('="', ''));
    expect(entries.map(({ formatted }) => formatted)).toEqual(['605-0000001-1', '605-0000002-9']);
    expect(entries[0]).toMatchObject({ clientName: 'Acme Imports', ieepaDutyCents: 100 });
  });

  it('finds one entry by its whole number, as a spreadsheet wraps it', async () => {
    expect((await ask('="60511111116"')).entries).toHaveLength(1);
  });

  it('looks for no entry while the text could begin half of them', async () => {
    expect((await ask('605')).entries).toEqual([]);
  });

  it('finds a client by importer number, in clear for whoever may read it', async () => {
    const { clients } = await ask('3456789');
    expect(clients[0]).toMatchObject({ name: 'Acme Imports', importerNumbers: [{ importerNumber: EIN }] });
  });

  it('tells a key without the permission no number of a person, and no entry without its scope', async () => {
    const key = await harness.key(owner.organizationId, ['clients:read']);
    expect((await ask('123456789', key)).clients.map(({ id }) => id)).not.toContain(person);
    expect((await ask('123456789')).clients.map(({ id }) => id)).toContain(person);
    const { clients, entries } = await ask('605000', key);
    expect([clients, entries]).toEqual([[], []]);
    expect((await ask('Acme Imp', key)).clients[0]?.importerNumbers[0]?.importerNumber).toBeNull();
  });

  it('refuses an empty text with 422', async () => {
    const answer = await owner.send({ url: '/api/v1/search?q=%20' });
    expect(answer.statusCode).toBe(422);
  });
});
