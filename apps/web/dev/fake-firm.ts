import type {
  Alert,
  Board,
  Client,
  Deadline,
  ImportIssue,
  ImportResponse,
  MailDetail,
  Me,
  Member,
  ProvisionalAlert,
  StripSpan,
} from '@capeline/contracts';
import { addDays, daysBetween, type PlainDate, plainDate, weekdayOf } from '@capeline/domain';
import { type FakeClient, fakeClient } from './fake-client.ts';
import { fakeImport, fakeIssues } from './fake-imports.ts';
import { fakeProvisionalAlerts } from './fake-provisional.ts';
import { Random } from './random.ts';

const NAMES = [
  'Harbor & Pine Trading LLC',
  'Blue Mesa Ceramics',
  'Northgate Auto Parts, Inc.',
  'Juniper Home Goods LLC',
  'Kestrel Outdoor Supply',
  'Summit Toy Company',
  'Lakeside Lighting Co.',
  'Sable & Finch Apparel',
  'Coppergate Tools',
];
const FIRST = [
  'Alder',
  'Brass',
  'Cedar',
  'Delta',
  'Ember',
  'Fjord',
  'Garnet',
  'Hollow',
  'Indigo',
  'Juno',
  'Kite',
  'Larch',
  'Maple',
];
const SECOND = ['Ridge', 'Field', 'Haven', 'Brook', 'Stone', 'Vale', 'Point', 'Marsh', 'Crest', 'Ford', 'Grove'];
const TRADE = ['Imports', 'Trading LLC', 'Home Goods', 'Textiles, Inc.', 'Ceramics', 'Tools', 'Lighting Co.'];

/** An invented company name; each index has its own. */
export const nameOf = (index: number) =>
  NAMES[index] ??
  `${FIRST[index % FIRST.length]} ${SECOND[Math.floor(index / FIRST.length) % SECOND.length]} ${TRADE[index % TRADE.length]}`;

const FAKE_MEMBERS: Member[] = [
  {
    id: 'm1',
    userId: 'u1',
    name: 'Ruth Mills',
    email: 'ruth@example.test',
    role: 'owner',
    initials: 'RM',
    absence: null,
  },
  {
    id: 'm2',
    userId: 'u2',
    name: 'Dana Kerr',
    email: 'dana@example.test',
    role: 'manager',
    initials: 'DK',
    absence: null,
  },
  {
    id: 'm3',
    userId: 'u3',
    name: 'Ana Lopes',
    email: 'ana@example.test',
    role: 'specialist',
    initials: 'AL',
    absence: null,
  },
];

export interface FakeFirm {
  readonly today: PlainDate;
  me: Me;
  readonly members: Member[];
  readonly clients: FakeClient[];
  readonly alerts: Alert[];
  readonly provisionalAlerts: ProvisionalAlert[];
  readonly mails: MailDetail[];
  readonly imports: ImportResponse[];
  readonly issues: ImportIssue[];
  readonly sweepIsLate: boolean;
}

export interface FakeOptions {
  readonly clients: number;
  readonly mailConfigured?: boolean;
  readonly isSample?: boolean;
  readonly rehearsal?: boolean;
}

function mailOf(today: PlainDate, alerts: number, configured: boolean): MailDetail {
  return {
    id: 'mail1',
    kind: 'digest',
    recipient: 'ruth@example.test',
    businessDate: today,
    messageId: '<digest-2026-11-23@capeline.example.test>',
    subject: `${alerts} dates need you`,
    status: configured ? 'accepted' : 'not_configured',
    attempts: configured ? 1 : 0,
    smtpResponse: configured ? '250 2.0.0 OK queued as 4F2A91' : null,
    lastError: null,
    mayHaveArrived: false,
    createdAt: `${today}T11:00:00Z`,
    acceptedAt: configured ? `${today}T11:00:02Z` : null,
    alertCount: alerts,
    provisionalCount: alerts > 0 ? 2 : 0,
    textBody: 'Good morning. These dates need you.\n\nWed 2 Dec 2026, in 9 days: Protest, Blue Mesa Ceramics, $8,120',
    htmlBody:
      '<div style="font-family:sans-serif;padding:20px"><h2>These dates need you</h2><p><b>Wed 2 Dec 2026</b>, in 9 days: Protest, Blue Mesa Ceramics, $8,120</p></div>',
  };
}

/** The morning's digest, and one that a mail server took and never answered for. */
function mailsOf(today: PlainDate, alerts: number, configured: boolean): MailDetail[] {
  const digest = mailOf(today, alerts, configured);
  const lastError = 'The server took it twice and never answered; it may have arrived: Connection closed';
  const givenUp: MailDetail = {
    ...digest,
    id: 'mail2',
    recipient: 'sam@example.test',
    messageId: '<digest-2026-11-20@capeline.example.test>',
    businessDate: plainDate('2026-11-20'),
    subject: 'Dates of Friday',
    status: 'failed',
    attempts: 2,
    smtpResponse: null,
    lastError,
    mayHaveArrived: true,
    acceptedAt: null,
  };
  return configured ? [digest, givenUp] : [digest];
}

/** Invents a firm of so many clients; the same firm every time. */
export function fakeFirm(options: FakeOptions): FakeFirm {
  const today = plainDate('2026-11-23');
  const random = new Random(7 + options.clients);
  const configured = options.mailConfigured ?? true;
  const clients = Array.from({ length: options.clients }, (_, index) =>
    fakeClient(index, nameOf(index), FAKE_MEMBERS, today, random),
  );
  const urgency = ({ detail }: FakeClient) => (detail.rank.pinned ? 0 : detail.rank.group);
  clients.sort(
    (a, b) =>
      urgency(a) - urgency(b) ||
      (b.detail.nextDeadline?.ieepaDutyCents ?? 0) - (a.detail.nextDeadline?.ieepaDutyCents ?? 0),
  );
  const alerting = clients
    .flatMap(({ deadlines }) => deadlines)
    .filter(({ openAlertTier, acknowledged }) => openAlertTier !== null || acknowledged);
  const told: Alert['mails'] = [
    {
      id: 'mail1',
      recipient: 'ruth@example.test',
      status: configured ? 'accepted' : 'not_configured',
      acceptedAt: null,
    },
  ];
  const alerts = alerting.slice(0, 40).map(
    (deadline, index): Alert => ({
      id: `a${index}`,
      tier: deadline.openAlertTier ?? 14,
      foundOn: today,
      createdAt: `${today}T10:58:00Z`,
      deadline,
      withdrawn: null,
      acknowledged: deadline.acknowledged,
      mails: told,
    }),
  );
  return {
    today,
    sweepIsLate: false,
    me: {
      user: { id: 'u1', name: 'Ruth Mills', email: 'ruth@example.test', hasPassword: true },
      organization: {
        id: 'o1',
        name: 'Mills Customs Brokers',
        isSample: options.isSample ?? false,
        agedSampleOf: null,
        timeZone: 'America/New_York',
      },
      role: 'owner',
      permissions: ['*'],
      firms: [{ id: 'o1', name: 'Mills Customs Brokers', isSample: options.isSample ?? false, role: 'owner' }],
      businessDate: today,
      rehearsal: options.rehearsal ?? false,
      mailConfigured: configured,
    },
    members: FAKE_MEMBERS,
    clients,
    alerts,
    provisionalAlerts: fakeProvisionalAlerts(clients, today, told),
    mails: options.clients > 0 ? mailsOf(today, alerts.length, configured) : [],
    imports: options.clients > 0 ? [fakeImport(today, 'committed'), fakeImport(today, 'failed')] : [],
    issues: fakeIssues(),
  };
}

const isProtest = ({ kind }: Deadline) => kind === 'protest' || kind === 'protest_reliquidation';

function spanOf(firm: FakeFirm, days: 7 | 14 | 30, wanted: (deadline: Deadline) => boolean): StripSpan {
  const to = addDays(firm.today, days);
  const span: StripSpan = {
    days,
    ieepaDutyCents: 0,
    entryCount: 0,
    cannotGoCents: 0,
    heldBy: [],
    withoutOwnerCents: 0,
  };
  for (const { detail, deadlines } of firm.clients) {
    for (const deadline of deadlines.filter((one) => wanted(one) && one.fileBy >= firm.today && one.fileBy <= to)) {
      span.ieepaDutyCents += deadline.ieepaDutyCents;
      span.entryCount += deadline.entryCount;
      if (detail.readiness.canFile !== 'yes') {
        span.cannotGoCents += deadline.ieepaDutyCents;
        span.heldBy = [...new Set([...span.heldBy, ...detail.readiness.stopsFiling])];
      }
      if (detail.owner === null) span.withoutOwnerCents += deadline.ieepaDutyCents;
    }
  }
  return span;
}

function weeksOf(firm: FakeFirm): Board['weeks'] {
  const weeks = new Map<string, Board['weeks'][number]>();
  for (const { detail, deadlines } of firm.clients) {
    for (const deadline of deadlines.filter(({ fileBy }) => fileBy >= firm.today)) {
      const day = plainDate(deadline.fileBy);
      const weekStart = addDays(day, 1 - weekdayOf(day));
      const kind = isProtest(deadline) ? 'protest' : 'cape_window';
      const week = weeks.get(weekStart + kind) ?? { weekStart, kind, canGoCents: 0, cannotGoCents: 0, entryCount: 0 };
      week.entryCount += deadline.entryCount;
      if (detail.readiness.canFile === 'yes') week.canGoCents += deadline.ieepaDutyCents;
      else week.cannotGoCents += deadline.ieepaDutyCents;
      weeks.set(weekStart + kind, week);
    }
  }
  return [...weeks.values()];
}

/** What each chip of the board keeps. */
export const FAKE_FILTERS: Record<string, (client: Client, firm: FakeFirm) => boolean> = {
  all: () => true,
  mine: ({ owner }, { me }) => owner?.name === me.user.name,
  no_owner: ({ owner }) => owner === null,
  protest_14: ({ nextDeadline }, { today }) =>
    nextDeadline?.kind === 'protest' && nextDeadline.fileBy <= addDays(today, 14),
  cape_14: ({ nextDeadline }, { today }) =>
    nextDeadline?.kind === 'cape_window' && nextDeadline.fileBy <= addDays(today, 14),
  stale: ({ dataAsOf }, { today }) => dataAsOf === null || daysBetween(plainDate(dataAsOf), today) > 7,
  chase_due: ({ waiting }, { today }) => waiting?.chaseOn != null && waiting.chaseOn <= today,
  stops_filing: ({ readiness }) => readiness.canFile !== 'yes',
  stops_payment: ({ readiness }) => readiness.canBePaid !== 'yes',
};

/** The board of a firm, summed as the server sums it. */
export function fakeBoard(firm: FakeFirm): Board {
  const clients = firm.clients.map(({ detail }) => detail);
  const counted = (name: string) => clients.filter((client) => FAKE_FILTERS[name]?.(client, firm)).length;
  const spans = (wanted: (deadline: Deadline) => boolean) =>
    ([7, 14, 30] as const).map((days) => spanOf(firm, days, wanted));
  const configured = firm.me.mailConfigured;
  return {
    businessDate: firm.today,
    clientCount: clients.length,
    canFileCount: clients.filter(({ readiness }) => readiness.canFile === 'yes').length,
    canBePaidCount: clients.filter(({ readiness }) => readiness.canBePaid === 'yes').length,
    filerCodes: ['605', 'K80', 'SP7'],
    capeCloses: spans((deadline) => !isProtest(deadline)),
    protestCloses: spans(isProtest),
    weeks: weeksOf(firm),
    filterCounts: Object.fromEntries(Object.keys(FAKE_FILTERS).map((name) => [name, counted(name)])),
    needsYou: {
      alertsNotAcknowledged: firm.alerts.filter(({ acknowledged }) => acknowledged === null).length,
      clientsWithStaleData: counted('stale'),
      clientsWithoutOwner: counted('no_owner'),
      clientsToChase: counted('chase_due'),
      entriesNeedingData: clients.reduce((sum, { needsDataCount }) => sum + needsDataCount, 0),
      provisionalDates: clients.length > 0 ? 2 : 0,
      proposalsWaiting: clients.reduce((sum, { proposalCount }) => sum + proposalCount, 0),
      entriesGone: clients.reduce((sum, { goneCount }) => sum + goneCount, 0),
      importsFailed: firm.imports.filter(({ status }) => status === 'failed').length,
      firmChecksOpen: clients.length > 0 ? 4 : 0,
      filerCodesWithoutFriday: clients.length > 0 ? 1 : 0,
    },
    dataAsOf: clients.length > 0 ? addDays(firm.today, -3) : null,
    lastImportAt: clients.length > 0 ? `${firm.today}T12:10:00Z` : null,
    lastSweepAt: new Date().toISOString(),
    sweepIsLate: firm.sweepIsLate,
    mailsStuck: 0,
    lastDigest:
      clients.length > 0
        ? { businessDate: firm.today, accepted: configured ? 3 : 0, failed: 0, notConfigured: configured ? 0 : 3 }
        : null,
  };
}
