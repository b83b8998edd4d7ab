import { plainDate } from '@capeline/domain';
import { describe, expect, it } from '@jest/globals';
import { renderDigest } from './digest.ts';
import type { DigestDate, DigestModel } from './digest-model.ts';

const TODAY = plainDate('2026-11-23');

function date(changes: Partial<DigestDate> = {}): DigestDate {
  return {
    deadlineId: 'd1',
    clientId: 'c1',
    clientName: 'Quill Paper Products',
    kind: 'protest',
    tier: 60,
    fileBy: plainDate('2026-12-28'),
    safeDay: plainDate('2026-12-28'),
    lastDay: plainDate('2026-12-28'),
    protestFileBy: null,
    entryCount: 2,
    ieepaDutyCents: 2_491_000,
    entryNumbers: ['60599445370', 'K8019795716'],
    ...changes,
  };
}

function model(dates: readonly DigestDate[], changes: Partial<DigestModel> = {}): DigestModel {
  return {
    firmName: 'Harbor Brokers',
    appUrl: 'https://capeline.example.com',
    businessDate: TODAY,
    isRehearsal: false,
    isSample: false,
    dates,
    ...changes,
  };
}

describe('the digest', () => {
  it('says per date what to do by when, for how much, which entries, and what remains', () => {
    const { subject, text } = renderDigest(model([date()]));
    expect(subject).toBe('Capeline: 1 date within 60 days, $24,910 (Mon 23 Nov 2026)');
    expect(text).toContain('  Protest: file by Mon 28 Dec 2026, in 35 days · 2 entries · $24,910\n');
    expect(text).toContain('If missed: only counsel can say what is left.');
    expect(text).toContain('Entries: 60599445370, K8019795716\n');
    expect(text).toContain('https://capeline.example.com/deadlines/d1');
    expect(text).toContain('https://capeline.example.com/clients/c1');
    expect(text).toContain('https://capeline.example.com/board');
    expect(text).toContain('Dates are aids; the licensed broker decides.');
    expect(text).not.toMatch(/guarantee|certain/i);
  });

  it('says that the protest remains when a CAPE window is missed, and when even that is over', () => {
    const cape = date({
      kind: 'cape_window',
      lastDay: plainDate('2027-01-04'),
      protestFileBy: plainDate('2027-03-31'),
    });
    const { text } = renderDigest(model([cape]));
    expect(text).toContain('CAPE: file by Mon 28 Dec 2026, in 35 days');
    expect(text).toContain('The last day by plain count is Mon 4 Jan 2027, in 42 days.');
    expect(text).toContain('If missed: protest by Wed 31 Mar 2027, in 128 days.');
    const late = renderDigest(model([{ ...cape, tier: 'lapsed', protestFileBy: plainDate('2026-11-20') }]));
    expect(late.text).toContain('the protest date has passed too; ask counsel');
  });

  it('names twenty entries and counts the rest', () => {
    const entryNumbers = Array.from({ length: 20 }, (_, index) => `605000000${String(index).padStart(2, '0')}`);
    const { text } = renderDigest(model([date({ entryCount: 1_234, entryNumbers })]));
    expect(text).toContain('60500000019 and 1,214 more\n');
  });

  it('orders by tier, then dollars; lapsed after what is due; entries without IEEPA duty last', () => {
    const { text, subject } = renderDigest(
      model([
        date({ clientId: 'c4', clientName: 'No Duty', deadlineId: 'd4', tier: 1, ieepaDutyCents: 0 }),
        date({ clientId: 'c3', clientName: 'Lapsed', deadlineId: 'd3', tier: 'lapsed', ieepaDutyCents: 100_00 }),
        date({ clientId: 'c1', clientName: 'Small', deadlineId: 'd1', tier: 7, ieepaDutyCents: 50_00 }),
        date({ clientId: 'c2', clientName: 'Large', deadlineId: 'd2', tier: 7, ieepaDutyCents: 900_00 }),
        date({ clientId: 'c1', clientName: 'Small', deadlineId: 'd0', tier: 30, ieepaDutyCents: 5_000_00 }),
      ]),
    );
    expect(subject).toBe('Capeline: 2 dates within 7 days, $950; 1 date lapsed, $100 (Mon 23 Nov 2026)');
    const order = [
      'Large',
      'Small',
      'deadlines/d1',
      'deadlines/d0',
      'LAST DAY IS OVER',
      'Lapsed',
      'NO IEEPA DUTY SEEN IN THE REPORT',
      'No Duty',
    ];
    const positions = order.map((word) => text.indexOf(word));
    expect(positions).toEqual([...positions].sort((left, right) => left - right));
    expect(positions).not.toContain(-1);
  });

  it('names at most a hundred lapsed dates and counts all of them', () => {
    const many = Array.from({ length: 250 }, (_, index) => date({ deadlineId: `d${index}`, tier: 'lapsed' }));
    const { text, subject } = renderDigest(model(many));
    expect(text.match(/the last day was/g)).toHaveLength(100);
    expect(text).toContain('and 150 more dates, on the board: https://capeline.example.com/board');
    expect(subject).toContain('250 dates lapsed');
  });

  it('cannot be made to add a header, a line or a tag by a name', () => {
    const evil = 'Evil\r\nBcc: victim@example.com\u2028<script>alert(1)</script>"&';
    const { subject, text, html } = renderDigest(model([date({ clientName: evil })], { firmName: evil }));
    expect(subject).not.toMatch(/[\r\n\u2028]/u);
    expect(text).not.toMatch(/^Bcc:/mu);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;');
  });

  it('marks a rehearsal and the sample firm in subject and both parts', () => {
    const { subject, text, html } = renderDigest(model([date()], { isRehearsal: true, isSample: true }));
    expect(subject).toMatch(/^\[Rehearsal\] Capeline: /);
    for (const part of [text, html]) {
      expect(part).toContain('Rehearsal: the business date is fixed to Mon 23 Nov 2026.');
      expect(part).toContain('This is the sample firm');
    }
  });

  it('loads nothing from anywhere', () => {
    const { html } = renderDigest(model([date()]));
    expect(html).not.toMatch(/<img|<link|src=|url\(|@import/i);
  });
});
