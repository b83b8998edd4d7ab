import { Board } from '@capeline/contracts';
import { findLastSweep, getBoard } from '@capeline/operations';
import type { FastifyInstance } from 'fastify';
import { answer, defineRoute } from '../../define-route.ts';
import { readerOf } from '../../reader.ts';
import type { Services } from '../../services.ts';
import { inTenant } from '../../tenant.ts';

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
      // Firms do not see the services, so it is read outside theirs.
      const lastSweepAt = await findLastSweep(services.database, principal.organizationId);
      const now = services.clock.now();
      const isLate = lastSweepAt !== null && now.getTime() - lastSweepAt.getTime() > services.config.sweepMaxAgeMs;
      const board = await inTenant(services, principal, true, async (tx) =>
        getBoard(tx, { ...readerOf(services, principal), now, lastSweepAt }, services.ranks),
      );
      return answer(200, { ...board, sweepIsLate: isLate });
    },
  });
}
