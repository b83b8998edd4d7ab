import type {
  Check,
  Deadline,
  DecideProposalsRequest,
  PreviewEntryRequest,
  Problem,
  RecordCheckRequest,
  RecordFirmCheckRequest,
} from '@capeline/contracts';
import { readinessOf, worst } from './fake-client.ts';
import { fakeEntries, fakePreview, withLines } from './fake-entries.ts';
import { fakeFacts } from './fake-facts.ts';
import { FAKE_FILTERS, type FakeFirm, fakeBoard } from './fake-firm.ts';
import { FAKE_REPORT_MAPPING, fakeImport, fakeMapping } from './fake-imports.ts';
import { fakeKnowledge } from './fake-knowledge.ts';
import { fakeOwnFirm, recordOwnCheck } from './fake-own-firm.ts';
import { FAKE_FILER_CODES, fakeRegrouped, fakeSuggestions } from './fake-regrouping.ts';
import { fakeDifferences, fakeProposals } from './fake-review.ts';

export interface FakeRequest {
  readonly method: string;
  /** Below `/api/v1/`, without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}
export interface FakeAnswer {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body });
const done: FakeAnswer = { status: 204, body: null };

/** A problem as the API words it. */
export function problem(status: number, code: string, title: string, issues: Problem['issues'] = []): FakeAnswer {
  const detail = issues.length > 0 ? 'Some fields have a fault.' : title;
  return ok(
    { type: `https://capeline.test/problems/${code}`, title, status, code, detail, requestId: 'req-1', issues },
    status,
  );
}
const missing = () => problem(404, 'not_found', 'Not found');

function page<Item>(items: readonly Item[], query: URLSearchParams, more: object = {}): FakeAnswer {
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Number(query.get('limit') ?? 50);
  return ok({ data: items.slice(start, end), nextCursor: end < items.length ? String(end) : null, ...more });
}

/** The deadlines that a query asks for, by the server's rules. */
function deadlineFilter({ today, clients }: FakeFirm, query: URLSearchParams): (deadline: Deadline) => boolean {
  const {
    from = '',
    to = '9999',
    kind,
    clientId,
    right,
    closesFrom,
    closesBy,
    canGo,
    hasOwner,
  } = Object.fromEntries(query);
  const stillOpen = right !== undefined || closesFrom !== undefined || closesBy !== undefined;
  return (deadline) => {
    const client = clients.find(({ detail }) => detail.id === deadline.clientId)?.detail;
    const due = deadline.fileBy < today ? today : deadline.fileBy;
    if (stillOpen && (deadline.lastDay < today || deadline.kind === 'voluntary_reliquidation')) return false;
    if (right && (right === 'cape') !== (deadline.kind === 'cape_window')) return false;
    if (canGo && (canGo === 'true') !== (client?.readiness.canFile === 'yes')) return false;
    if (hasOwner && (hasOwner === 'true') !== (client?.owner != null)) return false;
    return (
      deadline.fileBy >= from &&
      deadline.fileBy <= to &&
      due >= (closesFrom ?? '') &&
      due <= (closesBy ?? '9999') &&
      (!kind || deadline.kind === kind) &&
      (!clientId || deadline.clientId === clientId)
    );
  };
}

/** An API in memory over an invented firm, for tests and the development server alone; it keeps what it is told. */
export class FakeApi {
  readonly firm: FakeFirm;
  readonly ownFirm: ReturnType<typeof fakeOwnFirm>;
  readonly calls: FakeRequest[] = [];
  signedIn = true;
  firmExists = true;
  sampleAvailable = true;
  /** Answers that a test wants for `METHOD path`, instead of the usual ones. */
  readonly overrides = new Map<string, FakeAnswer>();
  private reads = 0;

  constructor(firm: FakeFirm) {
    this.firm = firm;
    this.ownFirm = fakeOwnFirm(firm.today);
  }

  private mails(request: FakeRequest, id: string | undefined, part: string | undefined): FakeAnswer {
    if (!id) return page(this.firm.mails, request.query);
    const index = this.firm.mails.findIndex((mail) => mail.id === id);
    const mail = this.firm.mails[index];
    if (mail === undefined) return problem(404, 'not_found', 'Not found');
    if (part !== 'resend') return ok(mail);
    this.firm.mails[index] = { ...mail, status: 'queued' };
    return ok(this.firm.mails[index]);
  }

  handle(request: FakeRequest): FakeAnswer {
    this.calls.push(request);
    const override = this.overrides.get(`${request.method} ${request.path}`);
    if (override) return override;
    const isPublic = /^(?:setup|session)/u.test(request.path);
    if (!this.signedIn && !isPublic) return problem(401, 'auth.required', 'Sign in first');
    const [area = '', id, part, last] = request.path.split('/');
    switch (area) {
      case 'setup':
        return request.method === 'GET'
          ? ok({ firmExists: this.firmExists, sampleAvailable: this.sampleAvailable })
          : this.signIn();
      case 'session':
        if (request.method !== 'DELETE') return this.signIn();
        this.signedIn = false;
        return done;
      case 'me':
        return id === 'sessions' ? ok({ data: [] }) : request.method === 'GET' ? ok(this.firm.me) : done;
      case 'members':
        return ok({ data: this.firm.members });
      case 'invitations':
        return ok({ data: [] });
      case 'board':
        return ok(fakeBoard(this.firm));
      case 'firm-readiness':
        if (part !== undefined && id === 'checks')
          recordOwnCheck(this.ownFirm, part, request.body as RecordFirmCheckRequest);
        return ok(this.ownFirm);
      case 'clients':
        return this.clients(request, id, part, last);
      case 'search':
        return this.search(request.query.get('q') ?? '');
      case 'knowledge':
        return fakeKnowledge(request, id);
      case 'saved-views':
        return ok({ data: [] });
      case 'entries':
        return this.entries(request, id);
      case 'deadlines':
        return this.deadlines(request, id, part);
      case 'imports':
        return this.imports(request, id, part);
      case 'proposals':
        return this.proposals(request, id);
      case 'alerts':
        return page(
          this.firm.alerts.filter((alert) => {
            const lapsed = alert.deadline.lastDay < this.firm.today;
            return request.query.get('acknowledged') !== 'false' || (alert.acknowledged === null && !lapsed);
          }),
          request.query,
        );
      case 'provisional-alerts':
        return page(
          this.firm.provisionalAlerts.filter(({ ended }) => request.query.get('open') !== 'true' || ended === null),
          request.query,
        );
      case 'mails':
        return this.mails(request, id, part);
      default:
        return this.settings(request, area);
    }
  }

  private signIn(): FakeAnswer {
    this.signedIn = true;
    this.firmExists = true;
    return ok(this.firm.me);
  }

  private clients(request: FakeRequest, id?: string, part?: string, kind?: string): FakeAnswer {
    const { query, method, body } = request;
    if (!id) {
      const keep = FAKE_FILTERS[query.get('filter') ?? 'all'] ?? (() => true);
      const text = (query.get('search') ?? '').toLowerCase();
      const found = this.firm.clients
        .map(({ detail }) => detail)
        .filter((client) => keep(client, this.firm) && client.name.toLowerCase().includes(text));
      return page(found, query, { total: found.length });
    }
    if (id === 'owners') return this.assignOwners(body);
    if (id === 'merge-suggestions') return ok(fakeSuggestions(this.firm, part === 'dismiss'));
    const client = this.firm.clients.find(({ detail }) => detail.id === id);
    if (!client) return missing();
    if (part === 'evidence' || request.path.endsWith('/history')) return ok({ data: [], nextCursor: null });
    if (part === 'facts') return ok({ data: fakeFacts(client.detail) });
    if (part === 'merge' || part === 'importer-numbers') return ok(fakeRegrouped(this.firm));
    if (part === 'checks') {
      if (method === 'PATCH') {
        for (const check of client.checks) {
          if (check.kind === kind) recordCheck(check, body as RecordCheckRequest, this.firm);
        }
        client.detail.readiness = readinessOf(client.checks);
      }
      return ok({ data: client.checks });
    }
    if (method === 'PATCH') {
      const { ownerId } = body as { ownerId?: string | null };
      client.detail.owner = this.firm.members.find((member) => member.id === ownerId) ?? null;
    }
    return ok(client.detail);
  }

  private assignOwners(body: unknown): FakeAnswer {
    const { assignments = [] } = body as { assignments?: { clientId: string; ownerId: string | null }[] };
    const data = assignments.map(({ clientId, ownerId }) => {
      const detail = this.firm.clients.find((one) => one.detail.id === clientId)?.detail;
      const formerOwnerId = detail?.owner?.id ?? null;
      if (detail) detail.owner = this.firm.members.find((member) => member.id === ownerId) ?? null;
      return {
        clientId,
        name: detail?.name ?? null,
        outcome: 'assigned',
        formerOwnerId,
        version: detail?.version ?? 1,
      };
    });
    return ok({ data });
  }

  private search(text: string): FakeAnswer {
    const clients = this.firm.clients.filter(({ detail }) => detail.name.toLowerCase().includes(text.toLowerCase()));
    return ok({ clients: clients.slice(0, 6).map(({ detail }) => detail), entries: [] });
  }

  private entries({ query, method, body }: FakeRequest, entryNumber?: string): FakeAnswer {
    if (entryNumber === 'preview') return ok(fakePreview(body as PreviewEntryRequest));
    const clientId = query.get('clientId');
    const wanted = entryNumber ?? query.get('entryNumber');
    const all = this.firm.clients
      .filter(({ detail }) => clientId === null || detail.id === clientId)
      .flatMap((client) => fakeEntries(client, this.firm.today))
      .filter((entry) => wanted === null || entry.entryNumber === wanted)
      .filter(({ liquidation }) => query.get('proposed') !== 'true' || liquidation.proposed !== null)
      .filter((entry) => query.get('needsData') !== 'true' || entry.needsData !== null)
      .filter(({ liquidation }) => (query.get('liquidationStatus') ?? liquidation.status) === liquidation.status);
    if (!entryNumber) return page(all, query);
    if (!all[0]) return missing();
    const entry = withLines(all[0]);
    return ok(method === 'PATCH' ? { ...entry, warnings: [] } : entry);
  }

  private deadlines({ query, method, body }: FakeRequest, id?: string, part?: string): FakeAnswer {
    const all = this.firm.clients
      .flatMap(({ deadlines }) => deadlines)
      .sort((a, b) => a.fileBy.localeCompare(b.fileBy));
    if (!id) {
      return page(all.filter(deadlineFilter(this.firm, query)), query);
    }
    const deadline = all.find((one) => one.id === id);
    if (!deadline) return missing();
    if (part === 'entries') {
      const client = this.firm.clients.find(({ detail }) => detail.id === deadline.clientId);
      const entries = client ? fakeEntries(client, this.firm.today) : [];
      return page(
        entries.filter(({ liquidation }) => liquidation.date === deadline.liquidatedOn),
        query,
      );
    }
    if (method === 'POST') {
      const { note = null } = body as { note?: string };
      deadline.acknowledged = { at: `${this.firm.today}T15:00:00Z`, by: this.firm.me.user.name, note };
      deadline.openAlertTier = null;
      for (const alert of this.firm.alerts) if (alert.deadline === deadline) alert.acknowledged = deadline.acknowledged;
    }
    return ok(deadline);
  }

  private imports({ query, method, body }: FakeRequest, id?: string, part?: string): FakeAnswer {
    if (method === 'PATCH') {
      const dated = this.firm.imports.find((one) => one.id === id);
      if (dated) Object.assign(dated, body);
      return ok(dated);
    }
    if (part === 'mapping') {
      const waiting = this.firm.imports.find((one) => one.id === id);
      if (method === 'GET') return ok(fakeMapping(id ?? ''));
      if (waiting) Object.assign(waiting, { status: 'committed', layout: 'mapped', problem: null });
      return ok(waiting ?? fakeImport(this.firm.today, 'committed', id), 202);
    }
    if (part === 'issues') return page(this.firm.issues, query);
    if (part === 'diff') {
      const compared =
        this.firm.imports.find((one) => one.id === id) ?? fakeImport(this.firm.today, stateOf(id ?? ''), id);
      return page(
        fakeDifferences(this.firm.today, compared).filter(({ kind }) => kind === (query.get('kind') ?? kind)),
        query,
      );
    }
    if (part === 'undo') {
      const found = this.firm.imports.find((one) => one.id === id);
      if (found) Object.assign(found, fakeImport(this.firm.today, 'undone', id));
      return ok(found);
    }
    if (part === 'commit') {
      const found = this.firm.imports.find((one) => one.id === id);
      if (found) found.status = 'committed';
      return ok(found, 202);
    }
    if (id) {
      const found = this.firm.imports.find((one) => one.id === id) ?? fakeImport(this.firm.today, stateOf(id), id);
      if (found.id === 'i-new' && found.status === 'reading') {
        this.reads += 1;
        found.progress.done = Math.min(found.progress.total, this.reads * 4_000_000);
        if (found.progress.done === found.progress.total) found.status = 'committed';
      }
      return ok(found);
    }
    if (method === 'POST') {
      this.firm.imports.unshift(fakeImport(this.firm.today, 'reading', 'i-new'));
      return ok(this.firm.imports[0], 202);
    }
    const failed = query.get('failed') === 'true';
    return page(
      this.firm.imports.filter(({ status }) => !failed || status === 'failed' || status === 'needs_mapping'),
      query,
    );
  }

  /** The last of several is always refused, so that a screen can show it. */
  private proposals({ method, query, body }: FakeRequest, part?: string): FakeAnswer {
    if (method === 'GET' || part !== 'decide') return page(fakeProposals(this.firm.today), query);
    const { decision, proposals } = body as DecideProposalsRequest;
    const outcome = decision === 'confirm' ? 'confirmed' : 'kept';
    const problem = { code: 'conflict.version', detail: 'Another date is proposed by now.' };
    return ok({
      results: proposals.map(({ entryNumber }, place) =>
        place > 0 && place === proposals.length - 1
          ? { entryNumber, outcome: 'refused', problem }
          : { entryNumber, outcome, problem: null },
      ),
    });
  }

  private settings({ method, body }: FakeRequest, area: string): FakeAnswer {
    const { organization } = this.firm.me;
    if (area === 'filer-codes') return ok({ data: FAKE_FILER_CODES });
    if (area === 'regroupings') return ok(this.firm.clients[0]?.detail);
    if (area === 'organization') {
      return ok({
        name: organization.name,
        timeZone: organization.timeZone,
        digestTime: '06:00',
        capeFileByBusinessDays: 5,
        filerCodes: [
          { code: '605', confirmed: true, status: 'ours' },
          { code: 'K80', confirmed: true, status: 'ours' },
          { code: 'SP7', confirmed: false, status: 'unknown' },
        ],
        isSample: organization.isSample,
        version: 'o1',
      });
    }
    const key = {
      id: 'k1',
      name: 'Nightly upload',
      prefix: 'cl_live_4fQ2',
      scopes: ['imports:write', 'imports:read'],
      createdAt: '2026-11-01T09:00:00Z',
      lastUsedAt: '2026-11-23T02:00:00Z',
      revokedAt: null,
    };
    if (area === 'api-keys') {
      if (method === 'POST')
        return ok({ ...key, ...(body as object), id: 'k2', key: 'cl_live_4fQ2b7examplekeyshownonce0000' }, 201);
      return method === 'DELETE' ? done : ok({ data: [key] });
    }
    if (area === 'report-mappings') return method === 'DELETE' ? done : ok({ data: [FAKE_REPORT_MAPPING] });
    if (area === 'sample') {
      this.sampleAvailable = false;
      this.signedIn = false;
      return done;
    }
    return missing();
  }
}

const STATES = ['failed', 'reviewable', 'needs_mapping', 'reading', 'committed'] as const;
const stateOf = (id: string) => STATES.find((state) => id.endsWith(state)) ?? 'committed';

function recordCheck(check: Check, body: RecordCheckRequest, firm: FakeFirm): void {
  const { importerNumber, ownerId, ...change } = body;
  for (const line of check.lines) {
    if (importerNumber !== undefined && line.importerNumber !== importerNumber) continue;
    Object.assign(line, change);
    if (ownerId !== undefined) line.owner = firm.members.find(({ id }) => id === ownerId) ?? null;
  }
  check.status = worst(check.lines.map(({ status }) => status));
}
