import { SCOPES, Scope } from '@capeline/contracts';
import { createApiKey } from '@capeline/operations';
import { type Command, EXIT, UsageError } from '../command.ts';
import { parseArguments } from '../parse-arguments.ts';
import { chooseOrganization, withInstallation } from '../running-instance.ts';

const ACTOR = { kind: 'cli', id: null } as const;

interface Request {
  readonly name: string;
  readonly scopes: Scope[];
  readonly organization: string | undefined;
  readonly json: boolean;
}

function readRequest(args: readonly string[]): Request {
  const [verb, ...rest] = args;
  if (verb !== 'create') throw new UsageError('Say what to do: create.');
  const { values, positionals } = parseArguments({
    args: rest,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      scope: { type: 'string', multiple: true, default: [] },
      organization: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const name = values.name?.trim() ?? '';
  if (name === '' || name.length > 200) throw new UsageError('--name NAME is needed.');
  const scopes = [...values.scope, ...positionals].map((text) => {
    const scope = Scope.safeParse(text);
    if (scope.success) return scope.data;
    throw new UsageError(`${JSON.stringify(text)} is no scope. There are: ${SCOPES.join(' ')}.`);
  });
  if (scopes.length === 0) throw new UsageError('--scope SCOPE is needed, at least one.');
  return { name, scopes, organization: values.organization, json: values.json };
}

export const command: Command = {
  name: 'api-key',
  summary: 'make a key for an integration; it is shown once',
  usage: [
    'capeline api-key create --name NAME --scope SCOPE… [--organization NAME] [--json]',
    `scopes: ${SCOPES.join(' ')}`,
  ].join('\n'),
  run: (args, io) => {
    const request = readRequest(args);
    return withInstallation('api-key', io, async ({ database, clock }) => {
      const organization = await chooseOrganization(database, request.organization);
      const key = await database.withTenantPg(organization.id, (tx) =>
        createApiKey(tx, request, { actor: ACTOR, granted: ['*'], now: clock.now() }),
      );
      const { id, name, scopes } = key;
      if (request.json)
        io.stdout.write(`${JSON.stringify({ id, organization: organization.name, name, scopes, key: key.key })}\n`);
      else
        io.stdout.write(
          `${organization.name}: key "${name}" may ${scopes.join(', ')}. It is shown this once:\n${key.key}\n`,
        );
      return EXIT.ok;
    });
  },
};
