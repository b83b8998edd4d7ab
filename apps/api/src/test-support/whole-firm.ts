import { randomUUID } from 'node:crypto';
import { entryNumberCheckDigit } from '@capeline/domain';
import { readWaitingReport, sweepOrganization } from '@capeline/operations';
import type { InjectOptions } from 'fastify';
import { smallMessage, smallPdf } from './evidence-files.ts';
import { field, form } from './form.ts';
import type { Caller, Harness } from './harness.ts';
import { addPerson } from './people.ts';

const HEADER =
  'Entry Summary Number,Entry Type Code,Importer Number,Importer Name,Entry Date,Entry Summary Date,Reconciliation Indicator,Liquidation Date,Liquidation Status,Entry Summary Line Number,Tariff Ordinal Number,HTS Number - Full,Line Tariff Goods Value Amount,Line Tariff Duty Amount';
const TODAY = '2026-11-23';
const API = '/api/v1';

/** Things of a firm that a request can name, each by its id; nobody else's are equal to them. */
export interface FirmThings {
  readonly firm: string;
  readonly ownerUser: string;
  readonly ownerMember: string;
  readonly member: string;
  readonly memberUser: string;
  readonly client: string;
  readonly otherClient: string;
  readonly clientToMerge: string;
  readonly numberToMove: string;
  readonly otherNumber: string;
  readonly importerNumber: string;
  readonly filerCode: string;
  readonly deadline: string;
  readonly entry: string;
  readonly proposedEntry: string;
  readonly otherProposedEntry: string;
  readonly committedImport: string;
  readonly importToReview: string;
  readonly importToMap: string;
  readonly mail: string;
  readonly invitation: string;
  readonly invitationToRevoke: string;
  readonly apiKey: string;
  readonly mapping: string;
  readonly view: string;
  readonly article: string;
  readonly regrouping: string;
  readonly uploader: string;
  readonly evidence: string;
  readonly message: string;
  readonly removedEvidence: string;
}

/** A firm with one of everything, made through the API as people make it. */
export interface WholeFirm {
  readonly owner: Caller;
  readonly things: FirmThings;
}

/** What makes one firm differ from the next: a serial from 10 to 99 in its numbers, and text in every field that takes some. */
export interface WholeFirmPlan {
  readonly name: string;
  readonly serial: number;
  readonly text: string;
  /** Letters or digits of a filer code. */
  readonly filerCode: string;
}

/** An entry number of the plan's firm. */
function entryOf({ filerCode, serial }: WholeFirmPlan, no: number): string {
  const number = `${filerCode}${serial}${20_000 + no}`;
  return number + entryNumberCheckDigit(number);
}
/** An importer number of the plan's firm; all of them are masked alike. */
const numberOf = ({ serial }: WholeFirmPlan, no: number): string => `47-${serial}${10 + no}877AB`;

type Row = { readonly no: number; readonly importer: number; readonly date: string };

function reportOf(plan: WholeFirmPlan, rows: readonly Row[]): string {
  const line = ({ no, importer, date }: Row): string =>
    `${entryOf(plan, no)},01,${numberOf(plan, importer)},${plan.text} ${importer},03/27/2025,04/06/2025,N,${date},Liquidated,001,1,99030177,$0.00,"$1,234.56"`;
  return `${[HEADER, ...rows.map(line)].join('\n')}\n`;
}

/** Sends requests as one caller and hands back what was made; any refusal ends the test. */
function maker(caller: Caller) {
  return async <Answer>(method: 'POST' | 'PATCH' | 'PUT' | 'GET', path: string, payload?: object): Promise<Answer> => {
    const options: InjectOptions = { method, url: API + path, ...(payload === undefined ? {} : { payload }) };
    const answer = await caller.send(options);
    if (answer.statusCode >= 400) throw new Error(`${method} ${path}: ${answer.statusCode} ${answer.body}`);
    return answer.json() as Answer;
  };
}

type Make = ReturnType<typeof maker>;
type Made = { readonly id: string };

/** Uploads a report and reads it as the worker does. */
async function load(harness: Harness, owner: Caller, file: { content: string; name: string; autoCommit: boolean }) {
  const form = new FormData();
  form.set('autoCommit', String(file.autoCommit));
  form.set('file', new Blob([file.content]), file.name);
  const { id } = await maker(owner)<Made>('POST', '/imports', form);
  const { organizationId } = owner;
  const signal = new AbortController().signal;
  const at = { now: () => harness.clock.now(), businessDate: () => TODAY, signal, leaseMs: 60_000 };
  await readWaitingReport(harness.database, { organizationId, importId: id }, at);
  return id;
}

/** Loads a report with the one liquidated entry `no`, as the worker does. */
export async function loadEntry(harness: Harness, owner: Caller, plan: WholeFirmPlan, no: number): Promise<void> {
  const content = reportOf(plan, [{ no, importer: no % 10, date: '06/05/2026' }]);
  await load(harness, owner, { content, name: `${plan.text} ${no}.csv`, autoCommit: true });
}

async function loadReports(harness: Harness, owner: Caller, plan: WholeFirmPlan) {
  const rows = (date: string, nos: readonly number[]) => nos.map((no) => ({ no, importer: no % 10, date }));
  const send = (content: string, name: string, autoCommit: boolean) =>
    load(harness, owner, { content, name: `${plan.text} ${name}.csv`, autoCommit });
  const committedImport = await send(reportOf(plan, rows('05/29/2026', [11, 12, 13])), 'first', true);
  // The same entries with later dates: two proposals. The last one is new, so that an undo has something to take away.
  await send(reportOf(plan, [...rows('07/10/2026', [11, 12]), ...rows('05/29/2026', [13, 14])]), 'second', true);
  const importToReview = await send(reportOf(plan, rows('05/29/2026', [15])), 'third', false);
  const unknown = (header: string) =>
    `${header};Who;What;Money\n${entryOf(plan, 16)};${numberOf(plan, 6)};${plan.text};1.00\n`;
  const importToMap = await send(unknown(plan.text), 'fourth', true);
  return { committedImport, importToReview, importToMap, explained: await send(unknown('Ref'), 'fifth', true) };
}

/** Which column of the unknown layout holds what. */
export const COLUMNS = [
  { position: 1, fact: 'entryNumber' },
  { position: 2, fact: 'importerNumber' },
  { header: 'What', fact: 'hts' },
  { position: 4, fact: 'duty' },
];

/** Entries typed by hand, two of whose clients become one. */
async function makeClients(make: Make, plan: WholeFirmPlan) {
  const enter = async (no: number): Promise<string> => {
    const { clientId } = await make<{ clientId: string }>('POST', '/entries', {
      entryNumber: entryOf(plan, no),
      importerNumber: numberOf(plan, no),
      clientName: `${plan.text} client ${no}`,
      entryType: '01',
      ieepaDutyCents: 77_000 + no,
      liquidation: { status: 'liquidated', date: '2026-05-29' },
      evidence: { note: `${plan.text} note`, source: `${plan.text} source`, seenBy: `${plan.text} seen` },
    });
    return clientId;
  };
  const client = await enter(1);
  const joined = await enter(2);
  const otherClient = await enter(3);
  const clientToMerge = await enter(4);
  const pair = { clientIds: [client, otherClient] };
  await make('POST', '/clients/merge-suggestions/dismiss', pair);
  const { regroupingId } = await make<{ regroupingId: string }>('POST', `/clients/${joined}/merge`, {
    intoClientId: client,
  });
  const { importerNumbers } = await make<{ importerNumbers: Made[] }>('GET', `/clients/${client}`);
  const [numberToMove = '', otherNumber = ''] = importerNumbers.map(({ id }) => id);
  return { client, otherClient, clientToMerge, regrouping: regroupingId, numberToMove, otherNumber };
}

async function makePeople(make: Make, plan: WholeFirmPlan, memberId: string) {
  const invite = (box: string) =>
    make<Made>('POST', '/invitations', { email: `${box}-${plan.serial}@elsewhere.example`, role: 'specialist' });
  const absence = { from: '2026-12-01', until: '2026-12-24', delegateId: null };
  await make('PUT', `/members/${memberId}/absence`, absence);
  const view = { page: 'clients', name: `${plan.text} view`.slice(0, 60), query: 'search=a', shared: true };
  const article = { title: `${plan.text} article`.slice(0, 120), body: `${plan.text} body`, checks: ['ach_refund'] };
  return {
    invitation: (await invite('first')).id,
    invitationToRevoke: (await invite('second')).id,
    apiKey: (await make<Made>('POST', '/api-keys', { name: `${plan.text} key`, scopes: ['*'] })).id,
    view: (await make<Made>('POST', '/saved-views', view)).id,
    article: (await make<Made>('POST', '/knowledge', article)).id,
  };
}

/** Facts of an account, one of them known twice. */
async function makeFacts(make: Make, { text }: WholeFirmPlan, clientId: string, importerNumber: string): Promise<void> {
  const known = { source: 'seen_in_ace', asOf: '2026-11-19', note: `${text} note` };
  const put = (kind: string, body: object) => make('PUT', `/clients/${clientId}/facts/${kind}`, { ...known, ...body });
  await put('ace_account', { value: { state: 'applied', name: `${text} account` } });
  await put('ace_account', { value: { state: 'active', name: `${text} account` } });
  await put('ach_refund', { importerNumber, value: { state: 'entered', usBank: 'yes' } });
}

async function makeChecks(make: Make, plan: WholeFirmPlan, clientId: string): Promise<string> {
  const { text, filerCode } = plan;
  await make('PATCH', '/organization', { filerCodes: [filerCode] });
  const waiting = { on: 'other', who: `${text} who` };
  await make('PATCH', `/clients/${clientId}`, { waiting });
  const seen = { evidenceNote: `${text} evidence`, nextAction: `${text} next`, verifiedOn: '2026-11-20' };
  await make('PATCH', `/clients/${clientId}/checks/ach_refund`, { status: 'ready', ...seen });
  await make('PATCH', '/firm-readiness/checks/protest_filer_account', { status: 'ready', ...seen });
  const uploader = { name: `${text} uploader`, lastLoginOn: '2026-11-20', evidenceNote: `${text} seen` };
  const { uploaders } = await make<{ uploaders: Made[] }>('POST', '/firm-readiness/uploaders', uploader);
  return uploaders[0]?.id ?? '';
}

/** A paper about a check, a message about the client and a paper that was removed. */
async function makeEvidence(owner: Caller, { text }: WholeFirmPlan, clientId: string) {
  const send = async (fileName: string, bytes: string, about: string): Promise<string> => {
    const sent = form([field('about', about), field('note', `${text} note`), { name: 'file', fileName, bytes }]);
    const answer = await owner.send({ method: 'POST', url: `${API}/clients/${clientId}/evidence`, ...sent });
    if (answer.statusCode !== 201) throw new Error(`evidence: ${answer.statusCode} ${answer.body}`);
    return (answer.json() as Made).id;
  };
  const removedEvidence = await send(`${text} gone.pdf`, smallPdf(`${text} gone`), 'client');
  await owner.send({ method: 'DELETE', url: `${API}/evidence/${removedEvidence}` });
  return {
    evidence: await send(`${text}.pdf`, smallPdf(text), 'check:ach_refund'),
    message: await send(`${text}.eml`, smallMessage(text), 'client'),
    removedEvidence,
  };
}

/** Raises the alerts of the day and writes the morning's digest. */
async function sweep(harness: Harness, organizationId: string): Promise<void> {
  const mail = {
    isConfigured: true,
    from: 'Capeline <deadlines@broker.example>',
    appUrl: 'https://capeline.broker.example',
    isLoopback: true,
    isRehearsal: false,
  };
  const at = { now: harness.clock.now(), businessDate: TODAY, localTime: '10:00', mail };
  await sweepOrganization(harness.database, organizationId, at);
}

/** Makes a firm with one of everything that a request can name. */
export async function plantWholeFirm(harness: Harness, plan: WholeFirmPlan): Promise<WholeFirm> {
  const owner = await harness.firm(plan.name);
  const make = maker(owner);
  const email = `member@${plan.name.toLowerCase()}.example`;
  const person = await addPerson(harness, owner.organizationId, { role: 'manager', email });
  const clients = await makeClients(make, plan);
  const { explained, ...imports } = await loadReports(harness, owner, plan);
  await make('POST', `/imports/${explained}/mapping`, { columns: COLUMNS });
  const people = await makePeople(make, plan, person.memberId);
  const uploader = await makeChecks(make, plan, clients.client);
  await makeFacts(make, plan, clients.client, numberOf(plan, 1));
  const evidence = await makeEvidence(owner, plan, clients.client);
  await sweep(harness, owner.organizationId);
  const first = async (path: string): Promise<Made> =>
    (await make<{ data: Made[] }>('GET', path)).data[0] ?? { id: `nothing at ${path}` };
  const { data: members } = await make<{ data: (Made & { userId: string })[] }>('GET', '/members');
  const deadline = (await first(`/deadlines?clientId=${clients.client}`)).id;
  return {
    owner,
    things: {
      firm: owner.organizationId,
      ownerUser: owner.userId,
      ownerMember: members.find(({ userId }) => userId === owner.userId)?.id ?? '',
      member: person.memberId,
      memberUser: person.userId,
      ...clients,
      importerNumber: numberOf(plan, 1),
      filerCode: plan.filerCode,
      deadline,
      entry: entryOf(plan, 1),
      proposedEntry: entryOf(plan, 11),
      otherProposedEntry: entryOf(plan, 12),
      ...imports,
      mail: (await first('/mails')).id,
      ...people,
      mapping: (await first('/report-mappings')).id,
      uploader,
      ...evidence,
    },
  };
}

/** The same kinds of things, of which none exists. */
export function nothingOf(things: FirmThings, plan: Pick<WholeFirmPlan, 'serial' | 'filerCode'>): FirmThings {
  const absent = { ...plan, name: '', text: '' };
  const entries = { entry: 91, proposedEntry: 92, otherProposedEntry: 93 } as const;
  const made = Object.keys(things).map((key) => {
    if (key in entries) return [key, entryOf(absent, entries[key as keyof typeof entries])];
    if (key === 'filerCode') return [key, absent.filerCode];
    return [key, key === 'importerNumber' ? numberOf(absent, 81) : randomUUID()];
  });
  return Object.fromEntries(made) as unknown as FirmThings;
}
