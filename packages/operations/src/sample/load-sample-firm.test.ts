import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase, type Database, deleteSampleOrganization, listOrganizations } from '@capeline/db';
import { type Deadline, type DeadlineKind, formatLong, type PlainDate, plainDate, tierOn } from '@capeline/domain';
import { createMailTransport } from '@capeline/mail';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { startSmtpSink } from '../../../../tests/support/smtp-sink.ts';
import { sweepOrganization } from '../alerts/sweep-organization.ts';
import { MAIL } from '../alerts/test-support/firm.ts';
import { deliverMail } from '../mail/deliver-mail.ts';
import { ensureSampleFirm } from './load-sample-firm.ts';

const TODAY = plainDate('2026-11-23');
const NOW = new Date('2026-11-23T14:00:00Z');
const now = () => NOW;

let store: TestDatabase;
let database: Database;
beforeEach(async () => {
  store = await createTestDatabase();
  database = createDatabase({ appUrl: store.appUrl, systemUrl: store.systemUrl });
});
afterEach(async () => {
  await database.close();
  await store.drop();
});

interface ExpectedEntry {
  readonly importerNumber: string;
  readonly ieepaDutyCents: number;
  readonly liquidationDate: string | null;
  readonly deadlines: readonly Pick<Deadline, 'kind' | 'lastDay' | 'safeDay' | 'fileBy'>[];
}

function expectedEntries(): [string, ExpectedEntry][] {
  return ['broker', 'default'].flatMap((layout) => {
    const path = join(import.meta.dirname, `../../../domain/samples/es003-${layout}-layout.expected.json`);
    const expected = JSON.parse(readFileSync(path, 'utf8')) as { byEntry: Record<string, ExpectedEntry> };
    return Object.entries(expected.byEntry);
  });
}

/** Carries a protest number in the report: its protest clock has ended, which the expected dates alone do not say. */
const PROTESTED = '60516225905';

/** Entries of the client with two reports; none of them is near a date. */
const FOLLOWED_UP = 4;

const WORDS: Partial<Record<DeadlineKind, string>> = { protest: 'Protest', cape_window: 'CAPE' };

/** "A", "A and B", "A, B and C". */
function listOf(parts: readonly string[]): string {
  return parts.length === 1 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

interface LapsedLine {
  readonly kind: string;
  readonly lastDays: Set<PlainDate>;
  readonly entries: string[];
}

/** Headlines that the expected files imply on TODAY, with the entries that must stand below each; lapsed dates are one line a client and kind. */
function impliedHeadlines(): Map<string, string[]> {
  const lapsed = new Map<string, LapsedLine>();
  const implied = new Map<string, string[]>();
  const add = (line: string, entries: readonly string[]) =>
    implied.set(line, [...(implied.get(line) ?? []), ...entries]);
  for (const [entryNumber, entry] of expectedEntries()) {
    for (const deadline of entry.deadlines) {
      const tier = tierOn(deadline, TODAY);
      if (tier === null || (entryNumber === PROTESTED && deadline.kind === 'protest')) continue;
      const kind = WORDS[deadline.kind] ?? '';
      if (tier === 'lapsed') {
        const key = `${entry.importerNumber} ${kind}`;
        const line = lapsed.get(key) ?? { kind, lastDays: new Set(), entries: [] };
        lapsed.set(key, line);
        line.lastDays.add(deadline.lastDay);
        line.entries.push(entryNumber);
        continue;
      }
      const verb = deadline.fileBy < TODAY ? 'file-by was' : 'file by';
      add(`${kind}: ${verb} ${formatLong(deadline.fileBy)}`, [entryNumber]);
    }
  }
  for (const { kind, lastDays, entries } of lapsed.values()) {
    const days = [...lastDays].sort().map((day) => formatLong(day));
    add(
      days.length === 1
        ? `${kind}: the last day was ${days.join()}`
        : `${kind}: ${days.length} dates, last days ${listOf(days)}`,
      entries,
    );
  }
  return implied;
}

async function sampleId(): Promise<string> {
  const firms = await database.withSystem('test', listOrganizations);
  const sample = firms.find(({ isSample }) => isSample);
  if (sample === undefined) throw new Error('no sample firm');
  return sample.id;
}

const sweep = (organizationId: string, businessDate: PlainDate = TODAY) =>
  sweepOrganization(database, organizationId, {
    now: NOW,
    businessDate,
    localTime: '00:00',
    mail: { ...MAIL, isRehearsal: true },
  });

describe('the sample firm', () => {
  it('sends one digest whose dates and entries are those of the expected files, and nothing in a second sweep', async () => {
    const sink = await startSmtpSink();
    const transport = createMailTransport(sink.url);
    try {
      expect(await ensureSampleFirm(database, { now, businessDate: TODAY })).toBe('made');
      const organizationId = await sampleId();
      const { mailIds } = await sweep(organizationId);
      expect(mailIds).toHaveLength(1);
      const mail = { ...MAIL, isRehearsal: true };
      for (const mailId of mailIds)
        expect(await deliverMail(database, { organizationId, mailId }, { now, mail, transport })).toBe('accepted');
      expect(await sweep(organizationId)).toMatchObject({
        alertsFound: 0,
        lapsed: 0,
        provisionalFound: 0,
        mailIds: [],
      });
      expect(sink.messages).toHaveLength(1);
      const text = sink.messages[0]?.text ?? '';
      const lines = text.split('\n').map((line) => line.trim());
      const told = new Map<string, string[]>();
      const day = String.raw`\w{3} \d+ \w{3} \d{4}`;
      const pattern = new RegExp(
        `^((?:Protest|CAPE): (?:(?:file by|file-by was|the last day was) ${day}|\\d+ dates, last days [^·]*${day}))`,
        'u',
      );
      for (const [index, line] of lines.entries()) {
        const headline = pattern.exec(line)?.[1];
        if (headline === undefined) continue;
        const [, entries = ''] =
          lines
            .slice(index)
            .map((below) => /^Entr(?:y|ies): (.*)$/u.exec(below))
            .find((found) => found !== null) ?? [];
        told.set(headline, [...(told.get(headline) ?? []), ...entries.split(', ')]);
      }
      const sorted = (map: Map<string, string[]>) =>
        [...map].map(([line, entries]) => [line, [...entries].sort()] as const).sort(([a], [b]) => (a < b ? -1 : 1));
      expect(sorted(told)).toEqual(sorted(impliedHeadlines()));
      expect(text).toMatch(/CAPE: .*\n +What remains: .*protest 5132-26-176626 is on file.*\n +Entr.*60516225905/u);
      expect(text).toMatch(
        /Protested already, no alarm:\n.*: protest 5132-26-176626 · 1 entry\n +Entry: 60516225905\n +New objections may be added until Wed 20 Jan 2027, in 58 days/u,
      );
      expect(sink.messages[0]?.to).toEqual(['owner@sample-brokers.example']);
    } finally {
      transport.close();
      await sink.stop();
    }
  });

  it('is made once by two workers at the same time, and complete for both', async () => {
    const outcomes = await Promise.all([
      ensureSampleFirm(database, { now, businessDate: TODAY }),
      ensureSampleFirm(database, { now, businessDate: TODAY }),
    ]);
    expect([...outcomes].sort()).toEqual(['made', 'present']);
    const organizationId = await sampleId();
    const [counts] = await database.withTenantPg(organizationId, (tx) =>
      tx.query(
        `select (select count(*) from entry) as entries, (select count(*) from report_import) as imports,
                (select count(distinct owner_user_id) from client) as owners,
                (select count(*) > 40 from check_record) as "hasChecks",
                (select array_agg(concat_ws(' ', entry_number,
                          case when proposed_on is not null then liquidated_on || ' proposed ' || proposed_on end,
                          case when gone_since is not null then 'gone' end,
                          case when provisional_on is not null then 'without a status' end) order by entry_number)
                   from entry where coalesce(proposed_on, gone_since, provisional_on) is not null) as waiting`,
      ),
    );
    expect(counts).toEqual({
      entries: expectedEntries().length + FOLLOWED_UP,
      imports: 4,
      owners: 3,
      hasChecks: true,
      waiting: [`60577310422 2026-10-23 proposed 2026-11-13`, '60577310430 gone', '60577310448 without a status'],
    });
  });

  it('is not made again after somebody removed it', async () => {
    await ensureSampleFirm(database, { now, businessDate: TODAY });
    const organizationId = await sampleId();
    await database.withTenantPg(organizationId, deleteSampleOrganization);
    expect(await ensureSampleFirm(database, { now, businessDate: TODAY })).toBe('removed');
    expect(await database.withSystem('test', listOrganizations)).toEqual([]);
  });
});
