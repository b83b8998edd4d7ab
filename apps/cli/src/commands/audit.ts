import { describeVerdict, verifyAudit } from '../audit-verdicts.ts';
import { type Command, EXIT, UsageError } from '../command.ts';
import { parseArguments } from '../parse-arguments.ts';
import { chooseOrganization, withInstallation } from '../running-instance.ts';

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
      const only =
        values.organization === undefined ? undefined : [await chooseOrganization(database, values.organization)];
      const verdicts = await verifyAudit(database, only);
      const ok = verdicts.every((verdict) => verdict.ok);
      if (values.json) io.stdout.write(`${JSON.stringify({ ok, organizations: verdicts })}\n`);
      else
        io.stdout.write(
          verdicts.length === 0 ? 'There is no firm yet.\n' : `${verdicts.map(describeVerdict).join('\n')}\n`,
        );
      return ok ? EXIT.ok : EXIT.negative;
    });
  },
};
