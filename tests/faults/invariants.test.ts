/** The invariants that end every test here would be worth nothing if they could not be broken: each notices what it is there for. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitUntil } from '../journeys/support/wait-until.ts';
import type { ReceivedMail } from '../support/smtp-sink.ts';
import { committed, type FaultFirm, makeFirm, reportOf, sendAccepted } from './support/firm.ts';
import { type Installation, startInstallation } from './support/installation.ts';
import { expectInvariants } from './support/invariants.ts';
import { withQueue } from './support/queue.ts';

let installation: Installation;
let firm: FaultFirm;
beforeAll(async () => {
  installation = await startInstallation();
  const api = await installation.startApi();
  const worker = installation.startWorker();
  firm = await makeFirm(installation);
  await committed(api, firm, await sendAccepted(api, firm, reportOf(firm, { first: 1, entries: 6 })));
  await expectInvariants(installation);
  await withQueue(installation, async (queue) => {
    await queue.queue('send-mail').add('send-mail', {});
    await waitUntil(
      async () => (await queue.queue('send-mail').counts()).failed === 1,
      30_000,
      () => 'the poison is not told as failed',
    );
  });
  await expectInvariants(installation, { failedJobs: /breaks its contract/ });
  // From here on nobody repairs what is broken on purpose.
  await worker.stop();
}, 180_000);
afterAll(() => installation?.stop(), 120_000);

const broken = (): Promise<void> =>
  expectInvariants(installation, { failedJobs: /breaks its contract/, timeoutMs: 500 });

describe('the invariants notice', () => {
  it.each([
    [
      'a line too few',
      'create table taken as select * from entry_line order by entry_number, row_no limit 1; delete from entry_line using taken where entry_line.entry_number = taken.entry_number and entry_line.row_no = taken.row_no',
      'insert into entry_line select * from taken; drop table taken',
      'an import whose rows are not those that were read',
    ],
    [
      'a sum that is none',
      'update client_summary set entry_count = entry_count + 1',
      'update client_summary set entry_count = entry_count - 1',
      'a client whose summary is not the sum of its entries',
    ],
    [
      'a deadline that nobody is told of',
      `update alert set withdrawn_at = now()`,
      'update alert set withdrawn_at = null',
      'a due deadline without its alert',
    ],
    [
      'an alert that a digest forgot',
      'create table taken as select * from alert_mail limit 1; delete from alert_mail using taken where alert_mail.alert_id = taken.alert_id',
      'insert into alert_mail select * from taken; drop table taken',
      'an alert older than a digest that does not tell it exactly once',
    ],
    [
      'a message that nobody hands over',
      `insert into outbox (organization_id, topic, payload) select id, 'sweep-organization', '{}' from organization`,
      'delete from outbox',
      'still on its way',
    ],
    [
      'history that was rewritten',
      `alter table audit_event disable trigger user; update audit_event set action = 'import.received' where action = 'import.committed'`,
      `update audit_event set action = 'import.committed' where payload like '%"action":"import.committed"%'`,
      'an import that was committed more or less than once by its trail',
    ],
    [
      'a forged event in the chain',
      `alter table audit_event disable trigger user; update audit_event set actor_kind = 'system' where seq = 1`,
      `update audit_event set actor_kind = 'cli' where seq = 1`,
      '"reason": "edited"',
    ],
  ])('%s', async (_what, breakIt, mendIt, said) => {
    await installation.query(breakIt);
    await expect(broken()).rejects.toThrow(said);
    await installation.query(mendIt);
    await broken();
  });

  it('an entry that was never sent in, and one that is missing', async () => {
    const [number = ''] = firm.sent;
    firm.sent.delete(number);
    await expect(broken()).rejects.toThrow('lacks');
    firm.sent.add(number);
    firm.sent.add('another');
    await expect(broken()).rejects.toThrow('lacks');
    firm.sent.delete('another');
  });

  it('a mail that came twice, and one that nobody wrote', async () => {
    const messages = installation.sink.messages as ReceivedMail[];
    const [mail] = messages;
    if (mail === undefined) throw new Error('There was no digest.');
    messages.push(mail);
    await expect(broken()).rejects.toThrow(mail.messageId ?? 'no id');
    messages.pop();
    messages.push({ ...mail, messageId: '<stranger@broker.example>' });
    await expect(broken()).rejects.toThrow('stranger');
    messages.pop();
  });

  it('a job that failed and was not made to', async () => {
    await expect(expectInvariants(installation, { timeoutMs: 500 })).rejects.toThrow('breaks its contract');
    await broken();
  });
});
