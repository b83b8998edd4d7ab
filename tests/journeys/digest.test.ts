/** The sample firm's digest, on a real SMTP server, against what the expected files imply for Monday 23 November 2026. */

import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { makeDataDir, type RunningSystem, startSystem } from './support/running-system.ts';
import { expectedOf } from './support/samples.ts';
import { waitUntil } from './support/wait-until.ts';

const TODAY = '2026-11-23';
const daysFromToday = (date: string): number => (Date.parse(date) - Date.parse(TODAY)) / 86_400_000;
/** "Mon 28 Dec 2026", written without the product's own formatter. */
const written = (date: string): string => {
  const [weekday, day, month, year] = new Date(`${date}T12:00:00Z`).toUTCString().split(/[ ,]+/);
  return `${weekday} ${Number(day)} ${month} ${year}`;
};

type Due = { entryNumber: string; kind: 'protest' | 'cape_window'; date: string };

/** Clocks inside their ladder on that day: protest within 60 days of the safe day, CAPE within 30 days of file-by (or past it while the window is open). */
function dueOnThatDay(): { due: Due[]; quiet: string[] } {
  const due: Due[] = [];
  const quiet: string[] = [];
  for (const [entryNumber, entry] of Object.entries(expectedOf('es003-broker-layout.expected.json').byEntry)) {
    let anyAlert = false;
    for (const clock of entry.deadlines) {
      if (clock.kind === 'protest' || clock.kind === 'cape_window') {
        const watched = clock.kind === 'protest' ? clock.safeDay : clock.fileBy;
        const inLadder = daysFromToday(watched) <= (clock.kind === 'protest' ? 60 : 30);
        anyAlert ||= inLadder;
        if (inLadder && daysFromToday(clock.lastDay) >= 0) due.push({ entryNumber, kind: clock.kind, date: watched });
      }
    }
    if (!anyAlert) quiet.push(entryNumber);
  }
  return { due, quiet };
}

describe('the morning digest', () => {
  let sink: SmtpSink;
  let system: RunningSystem | undefined;
  let dataDir = '';
  const environment = () => ({
    CAPELINE_TODAY: TODAY,
    SMTP_URL: sink.url,
    MAIL_FROM: 'Capeline <deadlines@capeline.example>',
  });
  beforeAll(async () => {
    sink = await startSmtpSink();
    dataDir = await makeDataDir();
    system = await startSystem(environment(), dataDir);
  }, 180_000);
  afterAll(async () => {
    await system?.interrupt();
    await sink.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('arrives once per recipient, with the dates and entries that the reports imply, and every link answers after sign-in', async () => {
    await waitUntil(
      () => sink.messages.length > 0,
      60_000,
      () => 'no mail came',
    );
    const { due, quiet } = dueOnThatDay();
    expect(due.length).toBeGreaterThan(3);
    const mail = sink.messages[0];
    const text = mail?.text ?? '';
    expect(mail?.subject).toContain('Capeline');
    for (const one of due) {
      expect(text).toContain(one.entryNumber);
      expect(text).toContain(written(one.date));
    }
    for (const entryNumber of quiet) expect(text).not.toContain(entryNumber);

    const base = system?.url ?? '';
    const signIn = await fetch(`${base}/api/v1/session/sample`, {
      method: 'POST',
      headers: { 'x-capeline-csrf': '1' },
    });
    const headers = { cookie: (signIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '', accept: 'text/html' };
    const html = mail?.html ?? '';
    const links = [...new Set([...html.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? ''))];
    expect(links.length).toBeGreaterThan(due.length / 2);
    for (const link of links) {
      expect(link.startsWith(base)).toBe(true);
      expect({ link, status: (await fetch(link, { headers })).status }).toEqual({ link, status: 200 });
      const behind = link.replace(base, `${base}/api/v1`);
      expect({ behind, status: (await fetch(behind, { headers: { cookie: headers.cookie } })).status }).toEqual({
        behind,
        status: 200,
      });
    }
  }, 120_000);

  it('is not sent again by a second sweep, nor after a restart', async () => {
    const recipients = sink.messages.map((message) => message.to.join());
    expect(new Set(recipients).size).toBe(recipients.length);
    const before = sink.messages.length;
    expect(await system?.interrupt()).toBe(true);
    // readyz answers 200 only once the first sweep of the new process is done.
    system = await startSystem(environment(), dataDir);
    expect(sink.messages.length).toBe(before);
  }, 120_000);
});
