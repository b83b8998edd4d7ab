import { Board } from '@capeline/contracts';
import { readServiceStates } from '@capeline/db';
import { getBoard } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineRoute } from '../../define-route.ts';
import { readerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';
import { inTenant } from '../../tenant.ts';

/** The end of the newest sweep of any worker; firms do not see the services, so it is read outside theirs. */
async function findLastSweepAt(services: Services): Promise<Date | null> {
  const states = await services.database.withSystemStatements('board: the last sweep', readServiceStates);
  let newest: Date | null = null;
  for (const { lastSweepAt } of states) {
    if (lastSweepAt !== null && (newest === null || lastSweepAt > newest)) newest = lastSweepAt;
  }
  return newest;
}

/** The home page: what closes when, for how much, and what needs somebody. */
export function boardRoutes(app: FastifyInstance, services: Services): void {
  defineRoute(app, {
    method: 'GET',
    url: '/board',
    summary: 'The two strips, the weeks, the counts of the chips and what needs somebody',
    access: 'clients:read',
    rateClass: 'read',
    answers: { 200: Board },
    problems: [],
    handler: async ({ principal }) => {
      const lastSweepAt = await findLastSweepAt(services);
      const now = services.clock.now();
      const board = await inTenant(services, principal, true, async (tx) =>
        getBoard(tx, { ...readerOf(services, principal), now, lastSweepAt }, services.ranks),
      );
      return answer(200, board);
    },
  });
}
