import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { CalendarDate, ImportKind, type ImportResponse } from '@capeline/contracts';
import type { Organization } from '@capeline/db';
import { plainDate } from '@capeline/domain';
import { commitReport, getImport, readReport, receiveReport } from '@capeline/operations';
import { type Command, EXIT, UsageError } from '../command.ts';
import { callersFolder } from '../config.ts';
import { parseArguments } from '../parse-arguments.ts';
import { chooseOrganization, type Installation, withInstallation } from '../running-instance.ts';

const ACTOR = { kind: 'cli', id: null } as const;
const POLL_MS = 250;
/** In these an import is at rest. */
const ENDED = new Set(['needs_mapping', 'reviewable', 'committed', 'undone', 'failed']);

interface Request {
  readonly path: string;
  readonly kind: (typeof ImportKind.options)[number];
  readonly asOf: string | undefined;
  readonly commit: boolean;
  readonly organization: string | undefined;
  readonly json: boolean;
}

function readRequest(args: readonly string[]): Request {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      kind: { type: 'string', default: 'es003' },
      'as-of': { type: 'string' },
      commit: { type: 'boolean', default: false },
      organization: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('Name one file.');
  const kind = ImportKind.safeParse(values.kind);
  if (!kind.success) throw new UsageError(`--kind is one of ${ImportKind.options.join(', ')}.`);
  const asOf = values['as-of'];
  if (asOf !== undefined && !CalendarDate.safeParse(asOf).success)
    throw new UsageError('--as-of is a date, YYYY-MM-DD.');
  return { path, kind: kind.data, asOf, commit: values.commit, organization: values.organization, json: values.json };
}

async function examine(path: string): Promise<{ path: string; size: number; sha256: Buffer }> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) throw new UsageError(`${path} is not a file that can be read.`);
  if (found.size === 0) throw new UsageError(`${path} is empty. Download the report again.`);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return { path, size: found.size, sha256: hash.digest() };
}

async function settle(installation: Installation, firm: Organization, importId: string): Promise<ImportResponse> {
  const { database, clock } = installation;
  for (;;) {
    // Read here, unless a worker was quicker: its lease keeps this process out, and then this one only waits.
    await readReport(
      database,
      { organizationId: firm.id, importId },
      { now: () => clock.now(), businessDate: plainDate(clock.businessDate(firm.timeZone)) },
    );
    const found = await database.withTenantRead(firm.id, (tx) => getImport(tx, importId));
    if (ENDED.has(found.status)) return found;
    await pause(POLL_MS);
  }
}

async function runImport(installation: Installation, request: Request, file: Awaited<ReturnType<typeof examine>>) {
  const { database, clock } = installation;
  const firm = await chooseOrganization(database, request.organization);
  const today = clock.businessDate(firm.timeZone);
  if (request.asOf !== undefined && request.asOf > today) throw new UsageError(`--as-of must not be after ${today}.`);
  const received = await receiveReport(
    database,
    {
      organizationId: firm.id,
      fileName: basename(file.path),
      kind: request.kind,
      asOf: request.asOf ?? today,
      autoCommit: request.commit,
      createdBy: null,
      actor: ACTOR,
      file,
    },
    clock.now(),
  );
  const importId = received.import.id;
  const result = await settle(installation, firm, importId);
  if (result.status !== 'reviewable' || !request.commit) return result;
  // The same bytes were uploaded before without a commit: now it is asked for.
  await database.withTenantPg(firm.id, (tx) => commitReport(tx, { importId, actor: ACTOR, now: clock.now() }));
  return settle(installation, firm, importId);
}

function describe({ status, counts, issueCounts, problem, fileName }: ImportResponse): string {
  const lines = [
    `${fileName}: ${status.replaceAll('_', ' ')}`,
    `rows: ${counts.rowsRead} read, ${counts.rowsAccepted} accepted, ${counts.rowsRejected} rejected`,
    `entries: ${counts.entriesCreated} new, ${counts.entriesUpdated} changed, ${counts.entriesUnchanged} unchanged; clients: ${counts.clientsCreated} new`,
    `issues: ${issueCounts.errors} errors, ${issueCounts.warnings} warnings`,
  ];
  if (problem !== null) lines.push(`${problem.detail} ${problem.cure}`);
  if (status === 'reviewable') lines.push('Nothing is committed yet: look at it in the app, or repeat with --commit.');
  return `${lines.join('\n')}\n`;
}

export const command: Command = {
  name: 'import',
  summary: 'read an ACE report and wait for the result',
  usage: 'capeline import FILE [--kind es003] [--as-of DATE] [--commit] [--organization NAME] [--json]',
  run: async (args, io) => {
    const request = readRequest(args);
    const file = await examine(resolve(callersFolder(), request.path));
    return withInstallation('import', io, async (installation) => {
      const result = await runImport(installation, request, file);
      io.stdout.write(request.json ? `${JSON.stringify(result)}\n` : describe(result));
      return result.status === 'failed' || result.status === 'needs_mapping' ? EXIT.negative : EXIT.ok;
    });
  },
};
