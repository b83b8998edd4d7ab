import { resolve } from 'node:path';
import { createDatabase, type RestoreSummary, restoreDatabase } from '@capeline/db';
import type { RoleUrls } from '@capeline/runtime';
import { describeVerdict, type Verdict, verifyAudit } from '../audit-verdicts.ts';
import { type Command, EXIT, UsageError } from '../command.ts';
import { callersFolder } from '../config.ts';
import { withOwnerDatabase } from '../owner-database.ts';
import { parseArguments } from '../parse-arguments.ts';

/** As the product sees it: with the roles that it works with. */
async function verifyAfterwards({ appUrl, systemUrl }: RoleUrls): Promise<Verdict[]> {
  const database = createDatabase({ appUrl, systemUrl, maxConnections: 2 });
  try {
    return await verifyAudit(database);
  } finally {
    await database.close();
  }
}

function describe({ createdAt, tables, rows, migrated }: RestoreSummary, verdicts: readonly Verdict[]): string {
  return [
    `Restored ${rows} rows of ${tables} tables as of ${createdAt}.`,
    ...(migrated.length === 0 ? [] : [`It was of an older version and was migrated: ${migrated.join(', ')}.`]),
    ...verdicts.map(describeVerdict),
    'Everybody signs in again. Mail that waited at the time of the backup goes out at the next start, under its old Message-ID.',
    '',
  ].join('\n');
}

export const command: Command = {
  name: 'restore',
  summary: 'put a backup into an empty database; Capeline must not run',
  usage: 'capeline restore FILE [--replace] [--json]',
  run: (args, io) => {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: { replace: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
    const [name, ...others] = positionals;
    if (name === undefined || others.length > 0) throw new UsageError('Name one file that "capeline backup" made.');
    const file = resolve(callersFolder(), name);
    return withOwnerDatabase('restore', io, { besideRunning: false, makesDatabase: true }, async (urls) => {
      const summary = await restoreDatabase({ ownerUrl: urls.ownerUrl, file, replace: values.replace });
      const verdicts = await verifyAfterwards(urls);
      const isUnbroken = verdicts.every(({ ok }) => ok);
      io.stdout.write(
        values.json
          ? `${JSON.stringify({ ...summary, audit: { ok: isUnbroken, organizations: verdicts } })}\n`
          : describe(summary, verdicts),
      );
      return isUnbroken ? EXIT.ok : EXIT.negative;
    });
  },
};
