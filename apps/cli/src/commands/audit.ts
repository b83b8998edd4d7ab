import { type AuditVerdict, type Database, listOrganizations, type Organization, verifyAuditChain } from '@capeline/db';
import { type Command, EXIT, UsageError } from '../command.ts';
import { parseArguments } from '../parse-arguments.ts';
import { chooseOrganization, withInstallation } from '../running-instance.ts';

type Verdict = AuditVerdict & { organization: string };

async function verify(database: Database, { id, name }: Organization): Promise<Verdict> {
  return { organization: name, ...(await database.withTenantRead(id, verifyAuditChain)) };
}

function describe(verdict: Verdict): string {
  return verdict.ok
    ? `${verdict.organization}: ${verdict.count} events, unbroken, head ${verdict.head}`
    : `${verdict.organization}: event ${verdict.seq} is the first that is wrong (${verdict.reason.replaceAll('_', ' ')})`;
}

export const command: Command = {
  name: 'audit',
  summary: "recompute every firm's audit chain and name the first wrong event",
  usage: 'capeline audit verify [--organization NAME] [--json]',
  run: (args, io) => {
    const [verb, ...rest] = args;
    if (verb !== 'verify') throw new UsageError('Say what to do: verify.');
    const { values } = parseArguments({
      args: rest,
      options: { organization: { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    return withInstallation('audit', io, async ({ database }) => {
      const firms =
        values.organization === undefined
          ? await database.withSystem('audit: verify every firm', listOrganizations)
          : [await chooseOrganization(database, values.organization)];
      const verdicts: Verdict[] = [];
      for (const firm of firms) verdicts.push(await verify(database, firm));
      const ok = verdicts.every((verdict) => verdict.ok);
      if (values.json) io.stdout.write(`${JSON.stringify({ ok, organizations: verdicts })}\n`);
      else
        io.stdout.write(verdicts.length === 0 ? 'There is no firm yet.\n' : `${verdicts.map(describe).join('\n')}\n`);
      return ok ? EXIT.ok : EXIT.negative;
    });
  },
};
