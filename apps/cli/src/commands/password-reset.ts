import { Email } from '@capeline/contracts';
import { issuePasswordReset, linkUrl } from '@capeline/operations';
import { type Command, EXIT, UsageError } from '../command.ts';
import { parseArguments } from '../parse-arguments.ts';
import { withInstallation } from '../running-instance.ts';

function readEmail(args: readonly string[]): { email: string; json: boolean } {
  const { values } = parseArguments({
    args: [...args],
    options: { email: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const email = Email.safeParse(values.email?.trim() ?? '');
  if (!email.success) throw new UsageError('--email ADDRESS is needed, an e-mail address.');
  return { email: email.data, json: values.json };
}

export const command: Command = {
  name: 'password-reset',
  summary: 'make a link by which a person chooses a new password, where mail is not configured',
  usage: 'capeline password-reset --email ADDRESS [--json]',
  run: (args, io) => {
    const { email, json } = readEmail(args);
    return withInstallation('password-reset', io, async ({ database, clock, appUrl }) => {
      const issued = await issuePasswordReset(database, email, clock.now());
      if (issued === null) {
        io.stderr.write(`Nobody who belongs to a firm here has the address ${email}.\n`);
        return EXIT.negative;
      }
      const link = linkUrl(appUrl, 'password_reset', issued.token);
      if (json) io.stdout.write(`${JSON.stringify({ link, expiresAt: issued.expiresAt.toISOString() })}\n`);
      else io.stdout.write(`Give this link to ${email}. It works once, within an hour:\n${link}\n`);
      return EXIT.ok;
    });
  },
};
