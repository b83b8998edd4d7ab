import { deliverMail, openMail, sweepOrganization } from '@capeline/operations';
import { silentLogger } from '@capeline/runtime';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { printedSeed } from '../../../../tests/support/seed.ts';
import { type SmtpSink, startSmtpSink } from '../../../../tests/support/smtp-sink.ts';
import { buildApp } from '../app.ts';
import { type Harness, sessionHeaders, startHarness } from '../test-support/harness.ts';
import { addPerson } from '../test-support/people.ts';
import { examplesOf, requestOf } from '../test-support/route-examples.ts';
import { listRoutes } from '../test-support/route-table.ts';
import { loadEntry, plantWholeFirm, type WholeFirm } from '../test-support/whole-firm.ts';

/** What screens keep showing while nothing changes. */
const KEPT = ['/board', '/clients?limit=200', '/clients?limit=200&filter=chase_due', '/clients?limit=200&sort=-fileBy'];

/** What is no fact of clients, and after some of which nobody who is signed in could go on. */
const NO_FACTS = /\/(?:session|me\/password|api-keys|invitations|knowledge|saved-views|report-mappings)/u;
/** Comes last: many other requests name this member. */
const LEAVES = /\/deactivate$/u;

const PLAN = { name: 'Kept Numbers', serial: 41, text: 'kept', filerCode: 'K41' };

interface Act {
  readonly name: string;
  /** Whether it did something: a second merge of the same two is refused. */
  run(): Promise<boolean>;
}

describe('numbers that are kept between two looks', () => {
  const random = printedSeed('kept numbers');
  let harness: Harness;
  let sink: SmtpSink;
  let firm: WholeFirm;
  let reader: Record<string, string>;
  beforeAll(async () => {
    // Days pass here, and nobody is to be signed out by that.
    harness = await startHarness({ session: { idleMs: 1e12, absoluteMs: 1e12 } });
    sink = await startSmtpSink({
      onData: () => {
        throw Object.assign(new Error('no such person'), { responseCode: 550 });
      },
    });
    firm = await plantWholeFirm(harness, PLAN);
    const person = { role: 'owner', email: 'reader@kept.example' } as const;
    reader = sessionHeaders((await addPerson(harness, firm.owner.organizationId, person)).token);
  }, 60_000);
  afterAll(async () => {
    await sink?.stop();
    await harness?.close();
  });

  const look = (app: FastifyInstance): Promise<unknown[]> =>
    Promise.all(
      KEPT.map(async (path) => {
        const answer = await app.inject({ url: `/api/v1${path}`, headers: reader });
        expect({ path, status: answer.statusCode }).toEqual({ path, status: 200 });
        return answer.json();
      }),
    );
  /** As a process answers that has just started and has kept nothing. */
  async function lookAnew(): Promise<unknown[]> {
    const { config, database, clock } = harness;
    const app = await buildApp({ config, database, clock, logger: silentLogger() });
    try {
      return await look(app);
    } finally {
      await app.close();
    }
  }

  /** Every change that somebody can ask for, once or more. */
  function changesByRequest(): Act[] {
    return listRoutes(harness.app)
      .filter(({ method, name }) => method !== 'GET' && !NO_FACTS.test(name))
      .flatMap((route) =>
        examplesOf(route, firm.things).map((example) => ({
          name: route.name,
          run: async () => (await firm.owner.send(requestOf(route, example))).statusCode < 300,
        })),
      );
  }
  /** What changes without a request. */
  function changesByItself(): Act[] {
    const { database, clock, config } = harness;
    const { organizationId } = firm.owner;
    const { settings, transport } = openMail(
      { ...config, mail: { ...config.mail, smtpUrl: sink.url, isLoopback: true } },
      config.workerTimes.mailLeaseMs,
    );
    const now = () => clock.now();
    let entries = 30;
    return [
      {
        name: 'a sweep',
        run: async () => {
          const businessDate = clock.businessDate('America/New_York');
          const input = { now: now(), businessDate, localTime: '10:00', mail: settings };
          const { alertsFound, mailIds } = await sweepOrganization(database, organizationId, input);
          return alertsFound > 0 || mailIds.length > 0;
        },
      },
      {
        name: 'a mail server that refuses',
        run: async () => {
          const [waiting] = await database.withTenantPg(organizationId, (tx) =>
            tx.query<{ id: string }>(
              `select id from mail_message where organization_id = $1 and status = 'queued' limit 1`,
              [organizationId],
            ),
          );
          if (waiting === undefined) return false;
          const message = { organizationId, mailId: waiting.id };
          return (await deliverMail(database, message, { now, mail: settings, transport })) === 'failed';
        },
      },
      {
        name: 'an acknowledgement of what waits',
        run: async () => {
          const waiting = await firm.owner.send({ url: '/api/v1/alerts?acknowledged=false' });
          const id = (waiting.json() as { data: { deadline: { id: string } }[] }).data[0]?.deadline.id;
          const url = `/api/v1/deadlines/${id}/acknowledge`;
          return (await firm.owner.send({ method: 'POST', url, payload: {} })).statusCode === 200;
        },
      },
      {
        name: 'a report with a new entry',
        run: async () => {
          entries += 1;
          await loadEntry(harness, firm.owner, PLAN, entries);
          return true;
        },
      },
      {
        name: 'an import that is undone',
        run: async () => {
          const imports = await firm.owner.send({ url: '/api/v1/imports' });
          const { data } = imports.json() as { data: { id: string; status: string }[] };
          const url = `/api/v1/imports/${data.find(({ status }) => status === 'committed')?.id}/undo`;
          return (await firm.owner.send({ method: 'POST', url })).statusCode < 300;
        },
      },
      {
        name: 'a day that passes',
        run: async () => {
          clock.advance(26 * 3_600_000);
          return true;
        },
      },
    ];
  }

  it('are those that a process counts that has kept nothing, after each change of any kind in any order', async () => {
    const byItself = changesByItself();
    const acts = [...changesByRequest(), ...byItself, ...byItself];
    const done = new Set<string>();
    // Kept now, as by every comparison below, and old as soon as the next act is done.
    await look(harness.app);
    // What changes by itself once more at the end, when there is surely something to change.
    for (const act of [...shuffled(acts).toSorted(byName(LEAVES)), ...byItself]) {
      if (!(await act.run())) continue;
      done.add(act.name);
      expect({ after: act.name, kept: await look(harness.app) }).toEqual({ after: act.name, kept: await lookAnew() });
    }
    for (const { name } of byItself) expect([...done]).toContain(name);
    expect(done.size).toBeGreaterThan(20);
  }, 300_000);

  /** Those of this name last, the others as they come. */
  function byName(last: RegExp) {
    return (a: Act, b: Act): number => Number(last.test(a.name)) - Number(last.test(b.name));
  }
  function shuffled<Item>(items: readonly Item[]): Item[] {
    return items
      .map((item) => ({ item, at: random.next() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }
});
