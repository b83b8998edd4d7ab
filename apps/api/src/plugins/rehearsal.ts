import type { Clock } from '@capeline/runtime';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

/** Marks the name that a browser saves a file under; answers that are no file have none. */
function markFileName(disposition: string, date: string): string {
  return disposition.replace(/(filename\*?=(?:UTF-8'[^']*')?"?)(?!REHEARSAL)/gi, `$1REHEARSAL-${date}-`);
}

/**
 * While CAPELINE_TODAY fixes the business date, every answer says so in the header `Capeline-Rehearsal`, and every file that is sent
 * carries it in its name: what was worked out for an invented day must not pass for today's.
 */
export const rehearsal = fp(
  async (app: FastifyInstance, options: { clock: Pick<Clock, 'rehearsalDate'> }) => {
    const date = options.clock.rehearsalDate;
    if (date === null) return;
    app.addHook('onSend', async (_request, reply, payload) => {
      reply.header('capeline-rehearsal', date);
      const disposition = reply.getHeader('content-disposition');
      if (typeof disposition === 'string') reply.header('content-disposition', markFileName(disposition, date));
      return payload;
    });
  },
  { name: 'rehearsal', fastify: '5.x' },
);
