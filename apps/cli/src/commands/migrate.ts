import { migrateDatabase } from '@capeline/db';
import { migrateQueueSchema } from '@capeline/runtime';
import { type Command, EXIT } from '../command.ts';
import { withOwnerDatabase } from '../owner-database.ts';
import { parseArguments } from '../parse-arguments.ts';

export const command: Command = {
  name: 'migrate',
  summary: 'bring the database to this version; "npm start" does it by itself',
  usage: 'capeline migrate [--json]',
  run: (args, io) => {
    const { values } = parseArguments({ args: [...args], options: { json: { type: 'boolean', default: false } } });
    return withOwnerDatabase('migrate', io, { besideRunning: false, makesDatabase: false }, async ({ ownerUrl }) => {
      const { applied } = await migrateDatabase({ ownerUrl });
      await migrateQueueSchema(ownerUrl);
      const sentence = applied.length === 0 ? 'Nothing to do: the database is of this version.' : applied.join('\n');
      io.stdout.write(`${values.json ? JSON.stringify({ applied }) : sentence}\n`);
      return EXIT.ok;
    });
  },
};
