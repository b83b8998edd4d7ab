import type { InjectOptions } from 'fastify';
import { smallPng } from './evidence-files.ts';
import { field, form, type Part } from './form.ts';
import type { ListedRoute } from './route-table.ts';
import { COLUMNS, type FirmThings } from './whole-firm.ts';

/** A request that a route takes, written with the things of a firm. */
export interface RouteExample {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Of a route that takes a form with a file. */
  readonly form?: readonly Part[];
}

type Examples = (things: FirmThings) => RouteExample | readonly RouteExample[];

const EVIDENCE = { note: 'As ACE shows it', source: 'ACE', seenOn: '2026-11-20', seenBy: 'Dana Reyes' };
const LIQUIDATED = { status: 'liquidated', date: '2026-06-05' };
const STATED = {
  entryType: '01',
  entryDate: '2025-03-27',
  entrySummaryDate: '2025-04-06',
  ieepaDutyCents: 5_000,
  liquidation: LIQUIDATED,
  reconciliation: { flagged: true, type09OnFile: true, type09FiledOn: '2026-01-05' },
};
const PASSWORD = 'a rather long password';
const NO_TOKEN = 'n'.repeat(43);
const ARTICLE = { title: 'Whom we call', body: 'Ask the front desk first.', checks: ['tao_login'] };
const AWAY = { from: '2026-12-01', until: '2026-12-24' };
const CHECK = { status: 'ready', evidenceNote: 'seen', verifiedOn: '2026-11-20', nextAction: 'ask again' };

const AUTHORITY = {
  held: 'yes',
  signatory: 'Dana Reyes',
  signedByImporter: 'yes',
  signedOn: '2026-01-05',
  expiresOn: '2028-01-05',
  expiryReason: 'two years were agreed',
};
/** What can be known of a client, kind by kind; the second group of its importer number. */
const FACTS_OF_CLIENT = {
  ace_account: { state: 'active', name: 'An account' },
  account_owner: { known: 'yes', name: 'Dana Reyes', email: 'dana@importer.example' },
  owner_mailbox: { holder: 'company' },
  owner_login: { canLogIn: 'yes', lastLoginOn: '2026-11-19' },
  portal_users: { proxies: 1, fullAccess: 'yes', inactiveUsers: ['A user'] },
  cape_visibility: { capeTab: 'yes', reports: { 'ES-003': 'yes' } },
  cape_filer: { filer: 'other_broker', brokerName: 'Another broker' },
  authority_cape: AUTHORITY,
  authority_protest: AUTHORITY,
  authority_psc: AUTHORITY,
  authority_receive_money: AUTHORITY,
};
const FACTS_OF_NUMBER = {
  importer_record: { state: 'active', lastEntryOn: '2026-11-01' },
  contact_email: { email: 'customs@importer.example', readByImporter: 'yes' },
  record_names: { form5106: 'A client', ace: 'A client', authority: 'A client' },
  account_listing: { listed: 'yes' },
  ach_refund: { state: 'active', usBank: 'yes' },
  notify_party: { wanted: 'party', onFile: 'yes', partyName: 'A party' },
};
const KNOWN = { source: 'seen_in_ace', asOf: '2026-11-20', note: 'as the page shows it' };

/** One request for each kind of fact. */
const RECORD_FACTS: Readonly<Record<string, Examples>> = {
  ...Object.fromEntries(
    Object.entries(FACTS_OF_CLIENT).map(([kind, value]): [string, Examples] => [
      `PUT /clients/:id/facts/${kind}`,
      ({ client }) => ({ params: { id: client }, body: { value, ...KNOWN } }),
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(FACTS_OF_NUMBER).map(([kind, value]): [string, Examples] => [
      `PUT /clients/:id/facts/${kind}`,
      ({ client, importerNumber }) => ({ params: { id: client }, body: { importerNumber, value, ...KNOWN } }),
    ]),
  ),
};

/**
 * For every route that takes something, requests that are right in themselves: the tests that go through the whole table put another
 * firm's ids, unknown fields and hostile text into them. What changes or removes things that a later line needs stands further down.
 */
export const ROUTE_EXAMPLES: Readonly<Record<string, Examples>> = {
  'POST /setup': () => ({
    body: {
      organizationName: 'Another',
      ownerName: 'Olive Owner',
      email: 'olive@another.example',
      password: PASSWORD,
      filerCodes: ['605'],
    },
  }),
  'POST /session': () => ({ body: { email: 'nobody@broker.example', password: PASSWORD } }),
  'POST /session/link': () => ({ body: { token: NO_TOKEN } }),
  'POST /session/password-reset': () => ({ body: { email: 'nobody@broker.example' } }),
  'POST /session/password-reset/redeem': () => ({ body: { token: NO_TOKEN, password: PASSWORD } }),
  'POST /invitations/look': () => ({ body: { token: NO_TOKEN } }),
  'POST /invitations/accept': () => ({ body: { token: NO_TOKEN, password: PASSWORD, name: 'Olive' } }),

  'GET /clients': () => ({ query: { filter: 'all', search: 'client', limit: '50' } }),
  'GET /clients/merge-suggestions': () => [{ query: { dismissed: 'true' } }, {}],
  'GET /clients/:id': ({ client }) => ({ params: { id: client } }),
  'GET /clients/:id/checks': ({ client }) => ({ params: { id: client } }),
  'GET /clients/:id/checks/:kind/history': ({ client }) => ({
    params: { id: client, kind: 'ach_refund' },
    query: { limit: '50' },
  }),
  'GET /clients/:id/facts': ({ client }) => ({ params: { id: client } }),
  'GET /clients/:id/facts/:kind/history': ({ client, importerNumber }) => [
    { params: { id: client, kind: 'ach_refund' }, query: { importerNumber, limit: '50' } },
    { params: { id: client, kind: 'ace_account' } },
  ],
  'GET /clients/:id/evidence': ({ client, importerNumber }) => [
    { params: { id: client }, query: { about: 'check:ach_refund', limit: '50' } },
    { params: { id: client }, query: { importerNumber, removed: 'true' } },
  ],
  'POST /clients/:id/evidence': ({ client, importerNumber }) => ({
    params: { id: client },
    form: [
      field('about', 'check:importer_number_active'),
      field('importerNumber', importerNumber),
      { name: 'file', fileName: 'shot.png', bytes: smallPng() },
    ],
  }),
  'GET /evidence/:id': ({ evidence }) => ({ params: { id: evidence } }),
  'GET /evidence/:id/content': ({ evidence }) => ({ params: { id: evidence }, query: { download: 'true' } }),
  'GET /evidence/:id/message': ({ message }) => ({ params: { id: message } }),
  'GET /deadlines': ({ client }) => [
    { query: { clientId: client, kind: 'protest', status: 'open', from: '2026-01-01', to: '2027-12-31' } },
    {
      query: { right: 'protest', closesFrom: '2026-11-23', closesBy: '2026-12-31', canGo: 'false', hasOwner: 'false' },
    },
    { query: { lapsed: 'true', limit: '50' } },
  ],
  'GET /deadlines/:id': ({ deadline }) => ({ params: { id: deadline } }),
  'GET /deadlines/:id/entries': ({ deadline }) => ({ params: { id: deadline }, query: { limit: '50' } }),
  'GET /entries': ({ client, importerNumber, entry }) => [
    { query: { clientId: client } },
    { query: { importerNumber } },
    { query: { entryNumber: entry } },
    { query: { route: 'any', liquidationStatus: 'liquidated', fileByBefore: '2027-01-01', limit: '50' } },
    { query: { needsData: 'false', provisional: 'false', proposed: 'true', gone: 'false', notYetLiquidated: 'false' } },
  ],
  'GET /entries/:entryNumber': ({ entry }) => ({ params: { entryNumber: entry } }),
  'GET /proposals': ({ client }) => ({ query: { clientId: client, limit: '50' } }),
  'GET /alerts': () => [{ query: { acknowledged: 'false', limit: '50' } }, { query: { acknowledged: 'true' } }],
  'GET /provisional-alerts': () => [{ query: { open: 'true', limit: '50' } }, { query: { limit: '50' } }],
  'GET /mails': () => ({ query: { limit: '50' } }),
  'GET /mails/:id': ({ mail }) => ({ params: { id: mail } }),
  'GET /imports': () => [{ query: { limit: '50' } }, { query: { failed: 'true' } }],
  'GET /imports/:id': ({ committedImport }) => ({ params: { id: committedImport } }),
  'GET /imports/:id/issues': ({ committedImport }) => ({ params: { id: committedImport }, query: { limit: '50' } }),
  'GET /imports/:id/diff': ({ committedImport }) => ({ params: { id: committedImport }, query: { kind: 'new' } }),
  'GET /imports/:id/mapping': ({ importToMap }) => ({ params: { id: importToMap } }),
  'GET /members/:id/holdings': ({ member }) => ({ params: { id: member } }),
  'GET /search': ({ importerNumber }) => [{ query: { q: 'client' } }, { query: { q: importerNumber } }],

  'PATCH /me': () => ({ body: { name: 'Olive Owner' } }),
  'PUT /me/password': () => ({ body: { password: PASSWORD, name: 'Olive Owner' } }),
  'PUT /me/absence': ({ memberUser }) => ({ body: { ...AWAY, delegateId: memberUser } }),
  'PATCH /organization': () => ({ body: { filerCodes: ['605', 'K80'] } }),
  'PATCH /filer-codes/:code': ({ filerCode }) => ({ params: { code: filerCode }, body: { status: 'ours' } }),
  'PATCH /firm-readiness': () => ({ body: { inactivityDays: 40 } }),
  'PATCH /firm-readiness/checks/:kind': ({ memberUser, ownerUser }) => ({
    params: { kind: 'protest_filer_account' },
    body: { ...CHECK, expiresOn: '2027-01-01', ownerId: memberUser, backupId: ownerUser },
  }),
  'POST /firm-readiness/uploaders': () => ({
    body: { name: 'Dana Reyes', filerCodes: ['605'], lastLoginOn: '2026-11-20', evidenceNote: 'seen' },
  }),
  'PATCH /firm-readiness/uploaders/:id': ({ uploader }) => ({
    params: { id: uploader },
    body: { name: 'Dana R', filerCodes: ['605'], lastLoginOn: '2026-11-21', evidenceNote: 'seen', removed: false },
  }),
  'PUT /members/:id/absence': ({ member, ownerUser }) => ({
    params: { id: member },
    body: { ...AWAY, delegateId: ownerUser },
  }),
  'POST /clients/owners': ({ client, memberUser }) => [
    { body: { assignments: [{ clientId: client, ownerId: memberUser }] } },
    { body: { matching: { filter: 'all', search: 'nobody at all' }, ownerId: memberUser } },
  ],
  'PATCH /clients/:id': ({ client, memberUser }) => ({
    params: { id: client },
    body: {
      name: 'A client',
      ownerId: memberUser,
      waiting: { on: 'other', who: 'their counsel', since: '2026-11-20', chaseOn: '2026-11-30' },
    },
  }),
  'PATCH /clients/:id/checks/:kind': ({ client, importerNumber, memberUser }) => ({
    params: { id: client, kind: 'importer_number_active' },
    body: {
      ...CHECK,
      importerNumber,
      expiresOn: '2027-01-01',
      ownerId: memberUser,
      waitingOn: 'client',
      chaseOn: '2026-11-30',
    },
  }),
  ...RECORD_FACTS,
  'POST /clients/:id/box-28': ({ client, importerNumber }) => ({
    params: { id: client },
    body: { importerNumber, namesParty: true, filedBy: 'anybody', evidence: EVIDENCE },
  }),
  'DELETE /clients/:id/facts/:kind': ({ client, importerNumber }) => ({
    params: { id: client, kind: 'ach_refund' },
    query: { importerNumber },
  }),
  'PATCH /evidence/:id': ({ evidence }) => ({
    params: { id: evidence },
    body: { note: 'as the bank wrote', expiresOn: '2027-01-31' },
  }),
  'POST /evidence/:id/restore': ({ removedEvidence }) => ({ params: { id: removedEvidence } }),
  'DELETE /evidence/:id': ({ removedEvidence }) => ({ params: { id: removedEvidence } }),
  'POST /entries/preview': ({ entry, importerNumber }) => ({ body: { entryNumber: entry, importerNumber, ...STATED } }),
  'POST /entries': ({ entry, importerNumber }) => ({
    body: { entryNumber: entry, importerNumber, clientName: 'A client', ...STATED, evidence: EVIDENCE },
  }),
  'PATCH /entries/:entryNumber': ({ entry, importerNumber }) => ({
    params: { entryNumber: entry },
    body: { importerNumber, clientName: 'A client', ...STATED, confirmLater: true, evidence: EVIDENCE },
  }),
  'POST /entries/:entryNumber/correction/undo': ({ entry }) => ({ params: { entryNumber: entry } }),
  'POST /proposals/decide': ({ proposedEntry }) => ({
    body: {
      decision: 'keep',
      proposals: [{ entryNumber: proposedEntry, proposedDate: '2026-07-10' }],
      note: 'the earlier one',
    },
  }),
  'POST /entries/:entryNumber/liquidation/keep': ({ otherProposedEntry }) => ({
    params: { entryNumber: otherProposedEntry },
    body: { note: 'the earlier one' },
  }),
  'POST /entries/:entryNumber/liquidation/confirm': ({ otherProposedEntry }) => ({
    params: { entryNumber: otherProposedEntry },
    body: { note: 'the later one' },
  }),
  'POST /mails/:id/resend': ({ mail }) => ({ params: { id: mail } }),
  'POST /deadlines/:id/acknowledge': ({ deadline }) => ({ params: { id: deadline }, body: { note: 'seen' } }),
  'POST /deadlines/:id/acknowledge/undo': ({ deadline }) => ({
    params: { id: deadline },
    body: { acknowledgedAt: '2026-11-23T15:00:00.000Z' },
  }),
  'POST /clients/merge-suggestions/dismiss': ({ client, otherClient }) => ({
    body: { clientIds: [client, otherClient] },
  }),
  'POST /clients/merge-suggestions/restore': ({ client, otherClient }) => ({
    body: { clientIds: [client, otherClient] },
  }),
  'POST /clients/:id/importer-numbers/:numberId/move': ({ client, numberToMove, otherNumber, otherClient }) => [
    { params: { id: client, numberId: numberToMove }, body: { intoClientId: otherClient } },
    { params: { id: client, numberId: otherNumber }, body: { newClientName: 'A client' } },
  ],
  'POST /clients/:id/merge': ({ clientToMerge, otherClient, memberUser }) => ({
    params: { id: clientToMerge },
    body: { intoClientId: otherClient, ownerId: memberUser, name: 'A client' },
  }),
  'POST /regroupings/:id/undo': ({ regrouping }) => ({ params: { id: regrouping } }),
  'PATCH /imports/:id': ({ importToReview }) => ({ params: { id: importToReview }, body: { asOf: '2026-11-22' } }),
  'POST /imports/:id/mapping': ({ importToMap }) => ({
    params: { id: importToMap },
    body: { columns: COLUMNS },
  }),
  'POST /imports/:id/commit': ({ importToReview }) => ({ params: { id: importToReview } }),
  'POST /imports/:id/undo': ({ committedImport }) => ({ params: { id: committedImport } }),
  'DELETE /report-mappings/:id': ({ mapping }) => ({ params: { id: mapping } }),
  'POST /saved-views': () => ({ body: { page: 'clients', name: 'Toys', query: 'search=toys', shared: true } }),
  'PATCH /saved-views/:id': ({ view }) => ({
    params: { id: view },
    body: { name: 'Toys too', query: 'search=toys', shared: true },
  }),
  'DELETE /saved-views/:id': ({ view }) => ({ params: { id: view } }),
  'GET /knowledge': () => ({ query: { q: 'article', check: 'ach_refund' } }),
  'GET /knowledge/:id': ({ article }) => ({ params: { id: article } }),
  'POST /knowledge': () => ({ body: ARTICLE }),
  'PUT /knowledge/:id': ({ article }) => ({ params: { id: article }, body: ARTICLE }),
  'DELETE /knowledge/:id': ({ article }) => ({ params: { id: article } }),
  'POST /api-keys': () => ({ body: { name: 'A key', scopes: ['clients:read'] } }),
  'DELETE /api-keys/:id': ({ apiKey }) => ({ params: { id: apiKey } }),
  'POST /invitations': () => ({ body: { email: 'new@elsewhere.example', role: 'specialist' } }),
  'POST /invitations/:id/resend': ({ invitation }) => ({ params: { id: invitation } }),
  'DELETE /invitations/:id': ({ invitationToRevoke }) => ({ params: { id: invitationToRevoke } }),
  'DELETE /members/:id/absence': ({ member }) => ({ params: { id: member } }),
  'PATCH /members/:id': ({ member }) => ({ params: { id: member }, body: { role: 'manager' } }),
  'POST /members/:id/deactivate': ({ member, ownerMember }) => ({
    params: { id: member },
    body: { handOverTo: ownerMember },
  }),
  'POST /session/firm': ({ firm }) => ({ body: { organizationId: firm } }),
};

/** The requests of one route; none for a route that takes nothing. */
export function examplesOf(route: { readonly name: string }, things: FirmThings): readonly RouteExample[] {
  const examples = ROUTE_EXAMPLES[route.name]?.(things) ?? [];
  return Array.isArray(examples) ? (examples as readonly RouteExample[]) : [examples as RouteExample];
}

/** The example as a request. */
export function requestOf(
  route: ListedRoute,
  { params = {}, query = {}, body, form: parts }: RouteExample,
): InjectOptions {
  const url = route.url.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const content = parts === undefined ? (body === undefined ? {} : { payload: body }) : form(parts);
  return { method: route.method, url, query, ...content };
}
