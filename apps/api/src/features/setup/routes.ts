import { Me, SetUpFirmRequest, SetupState } from '@capeline/contracts';
import { readSetupState, setUpFirm, startSession } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { admit } from '../../admit.ts';
import { answer, defineRoute } from '../../define-route.ts';
import type { Services } from '../../services.ts';

/** The first run: what the first page offers, and making the first firm. Open only until that firm exists. */
export function setupRoutes(app: FastifyInstance, services: Services): void {
  const { clock, config, database, passwords } = services;

  defineRoute(app, {
    method: 'GET',
    url: '/setup',
    summary: 'Whether a firm exists, and whether there is a sample to look at',
    access: 'public',
    rateClass: 'open',
    answers: { 200: SetupState },
    problems: ['service.unavailable'],
    handler: async () => answer(200, await readSetupState(database)),
  });

  defineRoute(app, {
    method: 'POST',
    url: '/setup',
    summary: 'Makes the first firm and signs its owner in',
    access: 'public',
    rateClass: 'public',
    body: SetUpFirmRequest,
    answers: { 201: Me },
    problems: ['setup.already_done', 'organization.name_taken', 'service.unavailable'],
    handler: async ({ body, request, reply }) => {
      const { firmExists } = await readSetupState(database);
      // Hashing comes after this look: later visitors must not make us hash. The race is decided inside setUpFirm.
      const passwordHash = firmExists ? null : await passwords.hash(body.password);
      const now = clock.now();
      const person = await setUpFirm(
        database,
        {
          organizationName: body.organizationName,
          owner: { name: body.ownerName, email: body.email, passwordHash },
          filerCodes: [...new Set(body.filerCodes)],
        },
        { unless: 'any_firm_exists', now, actor: null },
      );
      const { absoluteMs } = config.session;
      const session = await startSession(database, person, { method: 'set_up', now, absoluteMs });
      return answer(201, await admit(services, request, reply, session));
    },
  });
}
