import { addDays, plainDate } from '@capeline/domain';
import { describe, expect, it } from '@jest/globals';
import { renderDigest } from './digest.ts';
import type { DigestDate, DigestModel, DigestProvisionalClient } from './digest-model.ts';

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
    protestNumbers: [],
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
    standsInFor: [],
    dates,
    protests: [],
    protestsOmitted: 0,
    missingReports: null,
    withdrawn: [],
    provisional: [],
    ...changes,
  };
}

describe('dates that an undone import withdrew', () => {
  it('stand in the subject and in both parts, also when nothing else is to tell, with the import behind them', () => {
    const withdrawn = {
      isProvisional: false,
      clientId: 'c1',
      clientName: 'Quill <Paper>',
      kind: 'protest',
      lastDay: plainDate('2026-12-02'),
      importId: 'i1',
      fileName: 'report.csv',
    } as const;
    const { subject, text, html } = renderDigest({ ...model([]), withdrawn: [withdrawn] });
    expect(subject).toContain('1 date withdrawn');
    expect(text).toContain('Quill <Paper>: Protest, last day Wed 2 Dec 2026: “report.csv” was undone');
    expect(html).toContain('Quill &lt;Paper&gt;');
    for (const part of [text, html]) expect(part).toContain('/imports/i1');
  });
});

describe('past dates without a status', () => {
  const client = (clientId: string, changes: Partial<DigestProvisionalClient> = {}): DigestProvisionalClient => ({
    clientId,
    clientName: `Client <${clientId}>`,
    entryCount: 3,
    ieepaDutyCents: 1_200_00,
    dates: [
      {
        provisionalOn: plainDate('2026-10-16'),
        entryCount: 2,
        ieepaDutyCents: 900_00,
        clocks: [
          { kind: 'cape_window', tier: 0, fileBy: plainDate('2026-11-20'), lastDay: plainDate('2026-11-27') },
          { kind: 'protest', tier: 'lapsed', fileBy: plainDate('2026-11-20'), lastDay: plainDate('2026-11-21') },
        ],
      },
    ],
    ...changes,
  });

  it('stand in a section of their own, beside no deadline, with late and lapsed days called so under their condition', () => {
    const { subject, text, html } = renderDigest(model([date()], { provisional: [client('c1')] }));
    expect(subject).toBe('Capeline: 1 date within 60 days, $24,910; 1 provisional date (Mon 23 Nov 2026)');
    for (const line of [
      'Fri 16 Oct 2026, without a status · 2 entries · $900',
      'CAPE: file-by would have been Fri 20 Nov 2026, 3 days ago; last day Fri 27 Nov 2026, in 4 days',
      'Protest: would have lapsed, the last day was Sat 21 Nov 2026, 2 days ago',
    ])
      for (const part of [text, html]) expect(part).toContain(line);
    expect(text).toContain('https://capeline.example.com/entries?clientId=c1&provisionalOn=2026-10-16\n');
    expect(html).toContain('https://capeline.example.com/entries?clientId=c1&amp;provisional=true');
    expect(html).toContain('Client &lt;c1&gt; · 3 entries · $1,200');
    expect(renderDigest(model([date()])).text).not.toContain('PROVISIONAL');
  });

  it('of many clients are named for fifty of them and counted for the rest, with the list of all', () => {
    const provisional = Array.from({ length: 60 }, (_, n) => client(`c${n}`));
    const { subject, text } = renderDigest(model([], { provisional }));
    expect(subject).toContain('60 provisional dates');
    expect(text.match(/provisionalOn=/gu)).toHaveLength(50);
    expect(text).toContain('and 10 more clients: https://capeline.example.com/entries?provisional=true\n');
  });
});

describe('the digest', () => {
  it('says for whom its reader stands in, and until when', () => {
    const standsInFor = [
      { name: 'Dana <Reyes>', until: plainDate('2026-11-27') },
      { name: 'Sam Okafor', until: plainDate('2026-12-01') },
    ];
    const { text, html } = renderDigest(model([date()], { standsInFor }));
    expect(text).toContain(
      'You stand in for Dana <Reyes> (away until Fri 27 Nov 2026) and Sam Okafor (away until Tue 1 Dec 2026): what concerns their clients is told to you here, too.\n',
    );
    expect(html).toContain('You stand in for Dana &lt;Reyes&gt;');
    expect(renderDigest(model([date()])).text).not.toContain('stand in');
  });

  it('says in one line whose Friday is not loaded, and nothing when all are', () => {
    const missingReports = { friday: plainDate('2026-11-20'), filerCodes: ['605', 'K80'] };
    const told = renderDigest(model([date()], { missingReports }));
    expect(told.text).toContain(
      'Not loaded: the liquidations of Fri 20 Nov 2026, filer codes 605, K80. Dates may be missing below. Load this week’s ES-003: https://capeline.example.com/imports\n',
    );
    expect(told.html).toContain('Not loaded: the liquidations of Fri 20 Nov 2026, filer codes 605, K80.');
    const { text, html } = renderDigest(model([date()], { missingReports: { ...missingReports, filerCodes: [] } }));
    expect(text + html + renderDigest(model([date()])).text).not.toContain('Not loaded');
  });

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

  it('never adds CAPE and protest together: they are rights to the same money', () => {
    const cape = date({ kind: 'cape_window', tier: 7, ieepaDutyCents: 100_00 });
    const lapsed = date({ tier: 'lapsed', ieepaDutyCents: 300_00 });
    const { subject } = renderDigest(
      model([cape, date({ tier: 3, ieepaDutyCents: 200_00 }), lapsed, { ...lapsed, kind: 'cape_window' }]),
    );
    expect(subject).toBe(
      'Capeline: 1 CAPE date within 7 days, $100; 1 protest date within 7 days, $200; 1 CAPE date lapsed, $300; 1 protest date lapsed, $300 (Mon 23 Nov 2026)',
    );
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

  it('of ten thousand dates names the tightest one by one and every other client by a line, and stays a mail that servers take', () => {
    const flood = Array.from({ length: 10_000 }, (_, index) =>
      date({
        deadlineId: `d${index}`,
        clientId: `c${index % 500}`,
        clientName: `Client ${index % 500}`,
        tier: index < 300 ? 7 : 30,
        fileBy: addDays(TODAY, index < 300 ? 5 : 20 + (index % 7)),
        entryNumbers: index < 300 ? ['60599445370', 'K8019795716'] : [],
      }),
    );
    const { text, html } = renderDigest(model(flood));
    for (const index of [0, 299]) for (const part of [text, html]) expect(part).toContain(`/deadlines/d${index}`);
    expect(text).not.toContain('/deadlines/d300');
    expect(text).toContain('MORE DATES THAT ARE DUE, BY CLIENT');
    for (const part of [text, html]) expect(new Set(part.match(/\/deadlines\?clientId=c\d+/g) ?? []).size).toBe(500);
    expect(text).toContain(
      'Client 0\n  https://capeline.example.com/deadlines?clientId=c0\n  Protest: 19 dates, file by from Sun 13 Dec 2026, in 20 days, to Sat 19 Dec 2026',
    );
    expect(text).toContain('300 dates within 7 days');
    expect(Buffer.byteLength(text) + Buffer.byteLength(html)).toBeLessThan(1_000_000);
  });

  describe('of a first import with many lapsed dates', () => {
    const days = Array.from({ length: 250 }, (_, index) => addDays(plainDate('2025-11-01'), index));
    const lapsed = (changes: Partial<DigestDate>) => date({ tier: 'lapsed', ...changes });

    it('tells up to three lapsed dates one by one', () => {
      const { text } = renderDigest(
        model(days.slice(0, 3).map((lastDay, n) => lapsed({ deadlineId: `d${n}`, lastDay }))),
      );
      expect(text.match(/the last day was/g)).toHaveLength(3);
    });

    it('folds more of them by client and kind, with counts, dollars, first and last day, and at most twenty entries', () => {
      const dates = days.map((lastDay, n) =>
        lapsed({ deadlineId: `d${n}`, lastDay, entryCount: 1, entryNumbers: [`605000${String(n).padStart(5, '0')}`] }),
      );
      const { text, html, subject } = renderDigest(model(dates));
      expect(subject).toContain('250 dates lapsed');
      for (const part of [text, html]) {
        expect(part).toContain('250 entries · $6,227,500');
        expect(part).toContain('Protest: 250 dates, last days from Sat 1 Nov 2025 to Wed 8 Jul 2026');
        expect(part).toContain('https://capeline.example.com/deadlines?clientId=c1');
        expect(part.match(/605000\d{5}/g)).toHaveLength(20);
        expect(part).toContain('and 230 more');
      }
      expect(text.split('\n').length).toBeLessThan(20);
    });

    it('names every day and every entry of a few dates', () => {
      const dates = days.slice(0, 4).map((lastDay, n) =>
        lapsed({
          clientId: n < 3 ? 'c1' : 'c2',
          deadlineId: `d${n}`,
          lastDay,
          entryCount: 1,
          entryNumbers: [`6050000000${n}`],
        }),
      );
      const { text } = renderDigest(model(dates));
      expect(text).toContain(
        'Protest: 3 dates, last days Sat 1 Nov 2025, Sun 2 Nov 2025 and Mon 3 Nov 2025 · 3 entries',
      );
      expect(text).toContain('Protest: the last day was Tue 4 Nov 2025, 384 days ago · 1 entry');
      expect(text).toContain('Entries: 60500000000, 60500000001, 60500000002\n');
      expect(text).toContain('Entry: 60500000003\n');
    });

    it('says what remains of folded CAPE dates: protests still open, protests on file, and counsel for the rest', () => {
      const cape = (n: number, changes: Partial<DigestDate>) =>
        lapsed({ kind: 'cape_window', deadlineId: `d${n}`, lastDay: days[n] ?? TODAY, ...changes });
      const { text } = renderDigest(
        model([
          cape(0, { protestFileBy: plainDate('2027-01-20') }),
          cape(1, { protestFileBy: plainDate('2027-01-12') }),
          cape(2, { protestNumbers: ['5132-26-176626'] }),
          cape(3, {}),
        ]),
      );
      expect(text).toContain(
        'What remains: protest for 2 dates, the first by Tue 12 Jan 2027, in 50 days; protest 5132-26-176626 is on file; for the rest ask counsel.',
      );
    });

    it('names the hundred dearest clients and counts the rest', () => {
      const dates = Array.from({ length: 130 }, (_, n) =>
        lapsed({ clientId: `c${n}`, clientName: `Client ${n}.`, deadlineId: `d${n}`, ieepaDutyCents: n * 100 }),
      );
      const { text } = renderDigest(model(dates));
      expect(text.match(/^Client \d+\./gmu)).toHaveLength(100);
      expect(text).toContain('Client 129.\n');
      expect(text).toContain('and 30 more dates, on the board: https://capeline.example.com/board');
    });
  });

  it('says that a protest is on file where a CAPE window lapsed', () => {
    const cape = date({ kind: 'cape_window', tier: 'lapsed', lastDay: plainDate('2026-10-12') });
    const remains = (protestNumbers: string[], protestFileBy: string | null = null) =>
      renderDigest(
        model([{ ...cape, protestNumbers, protestFileBy: protestFileBy === null ? null : plainDate(protestFileBy) }]),
      ).text;
    expect(remains(['5132-26-176626'])).toContain('What remains: protest 5132-26-176626 is on file; ask counsel.');
    expect(remains(['A', 'B'])).toContain('What remains: protests A and B are on file; ask counsel.');
    expect(remains(['A', 'B', 'C', 'D'])).toContain('protests A, B, C and 1 more are on file');
    expect(remains(['A'], '2027-01-20')).toContain(
      'What remains: protest by Wed 20 Jan 2027, in 58 days; for others protest A is on file.',
    );
    expect(remains([])).toContain('What remains: no open protest date is known; ask counsel.');
  });

  it('lists quietly what is protested already, and until when objections may be added', () => {
    const protests = [
      {
        clientId: 'c9',
        clientName: 'Alder Tools',
        protestNumber: '5132-26-176626',
        entryCount: 1,
        entryNumbers: ['60516225905'],
        addUntil: plainDate('2027-01-20'),
      },
      {
        clientId: 'c8',
        clientName: 'Birch',
        protestNumber: '5132-26-000001',
        entryCount: 2,
        entryNumbers: ['60500000011', '60500000029'],
        addUntil: null,
      },
    ];
    const { text, html, subject } = renderDigest(model([date()], { protests, protestsOmitted: 1 }));
    expect(text).toContain(
      [
        'Protested already, no alarm:',
        '  Alder Tools: protest 5132-26-176626 · 1 entry',
        '    Entry: 60516225905',
        '    New objections may be added until Wed 20 Jan 2027, in 58 days (19 U.S.C. 1514(c)(1)); ask counsel.',
        '  Birch: protest 5132-26-000001 · 2 entries',
        '    Entries: 60500000011, 60500000029',
        '  and 1 more protest on file',
        '',
      ].join('\n'),
    );
    expect(html).toContain('https://capeline.example.com/clients/c9');
    expect(subject).toBe('Capeline: 1 date within 60 days, $24,910 (Mon 23 Nov 2026)');
    expect(renderDigest(model([date()])).text).not.toContain('Protested already');
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
