import { resolve } from 'node:path';
import { backUpDatabase } from '@capeline/db';
import { type Command, EXIT, UsageError } from '../command.ts';
import { callersFolder } from '../config.ts';
import { withOwnerDatabase } from '../owner-database.ts';
import { parseArguments } from '../parse-arguments.ts';

export const command: Command = {
  name: 'backup',
  summary: 'save everything into one new file, also while Capeline runs',
  usage: 'capeline backup FILE [--json]',
  run: (args, io) => {
    const { values, positionals } = parseArguments({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [name, ...others] = positionals;
    if (name === undefined || others.length > 0)
      throw new UsageError('Name one file to write, for example capeline-2026-11-23.backup.');
    const file = resolve(callersFolder(), name);
    return withOwnerDatabase('backup', io, { besideRunning: true, makesDatabase: false }, async ({ ownerUrl }) => {
      const { createdAt, tables, rows, bytes, migrations } = await backUpDatabase({ ownerUrl, file });
      const schema = migrations.at(-1);
      io.stdout.write(
        values.json
          ? `${JSON.stringify({ file, createdAt, schema, rows, bytes, tables })}\n`
          : `${file}: ${rows} rows of ${tables.length} tables as of ${createdAt}, ${bytes} bytes, schema ${schema}.\nIt holds importer numbers and reports: keep it encrypted, and elsewhere. "capeline restore" reads it.\n`,
      );
      return EXIT.ok;
    });
  },
};
