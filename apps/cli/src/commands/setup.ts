import { Email, FilerCode } from '@capeline/contracts';
import { issueSignInLink, setUpFirm } from '@capeline/operations';
import { type Command, EXIT, UsageError } from '../command.ts';
import { parseArguments } from '../parse-arguments.ts';
import { withInstallation } from '../running-instance.ts';

const ACTOR = { kind: 'cli', id: null } as const;

interface Request {
  readonly organization: string;
  readonly email: string;
  readonly filerCodes: string[];
  readonly json: boolean;
}

function readRequest(args: readonly string[]): Request {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: {
      organization: { type: 'string' },
      owner: { type: 'string' },
      'filer-code': { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
    },
  });
  const organization = values.organization?.trim() ?? '';
  if (organization === '' || organization.length > 200) throw new UsageError('--organization NAME is needed.');
  const email = Email.safeParse(values.owner?.trim() ?? '');
  if (!email.success) throw new UsageError('--owner EMAIL is needed, an e-mail address.');
  // Several codes may follow one option or repeat it.
  const filerCodes = [...values['filer-code'], ...positionals].map((text) => {
    const code = FilerCode.safeParse(text);
    if (code.success) return code.data;
    throw new UsageError(`${JSON.stringify(text)} is no filer code: three letters or digits, for example 605 or K80.`);
  });
  return { organization, email: email.data, filerCodes: [...new Set(filerCodes)], json: values.json };
}

export const command: Command = {
  name: 'setup',
  summary: 'make a firm and a one-time sign-in link for its owner',
  usage: 'capeline setup --organization NAME --owner EMAIL [--filer-code CODE…] [--json]',
  run: (args, io) => {
    const request = readRequest(args);
    return withInstallation('setup', io, async ({ database, clock, appUrl }) => {
      const now = clock.now();
      const owner = { name: request.email.split('@')[0] ?? request.email, email: request.email, passwordHash: null };
      const person = await setUpFirm(
        database,
        { organizationName: request.organization, owner, filerCodes: request.filerCodes },
        { unless: 'the_name_is_taken', now, actor: ACTOR },
      );
      const { token, expiresAt } = await issueSignInLink(database, person, now);
      const signInLink = `${appUrl}/sign-in/link#${token}`;
      const { organizationId } = person;
      if (request.json)
        io.stdout.write(`${JSON.stringify({ organizationId, signInLink, expiresAt: expiresAt.toISOString() })}\n`);
      else
        io.stdout.write(
          `${request.organization} is set up. Its owner signs in once with this link, within a day, and then sets a password:\n${signInLink}\n`,
        );
      return EXIT.ok;
    });
  },
};
