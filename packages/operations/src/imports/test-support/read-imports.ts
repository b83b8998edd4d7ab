/**
 * A process of its own that reads waiting imports one after the other, as the worker does, and tells after each how much memory it
 * has had resident at most so far. Arguments: the two addresses of the database; then pairs of organization and import.
 */
import { createDatabase } from '@capeline/db';
import { readReport } from '../read-report.ts';
import { OPTIONS } from './reports.ts';

const SAMPLE_EVERY_MS = 5;

let most = 0;
const sample = (): void => {
  most = Math.max(most, process.memoryUsage.rss());
};
// What the system itself keeps as the maximum begins with the memory of the process that started this one.
const sampling = setInterval(sample, SAMPLE_EVERY_MS);

const [appUrl = '', systemUrl = '', ...pairs] = process.argv.slice(2);
const database = createDatabase({ appUrl, systemUrl });
for (let at = 0; at < pairs.length; at += 2) {
  const [organizationId = '', importId = ''] = pairs.slice(at);
  await readReport(database, { organizationId, importId }, { ...OPTIONS, onProgress: sample });
  sample();
  process.stdout.write(`${JSON.stringify({ importId, megabytes: Math.round(most / 1024 / 1024) })}\n`);
}
clearInterval(sampling);
await database.close();
