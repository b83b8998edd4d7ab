import { AppError, type Problem } from '@capeline/contracts';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

type Issues = Problem['issues'];

/** More than any body of ours has; what looks deeper could be made to look for ever. */
const MOST_LEVELS = 32;

/** The places of texts that neither a text nor a JSON column can hold: with a NUL, or with half of a character. */
function unstorable(value: unknown, pointer: string, level: number): Issues {
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed()
      ? [{ pointer, message: 'This text has a character that cannot be kept. Type it again.' }]
      : [];
  if (typeof value !== 'object' || value === null) return [];
  if (level > MOST_LEVELS) return [{ pointer: '', message: 'Nothing here is nested so deeply.' }];
  return Object.entries(value).flatMap(([key, inner]) => unstorable(inner, `${pointer}/${key}`, level + 1));
}

/**
 * Refuses, before any schema looks, text that no database column can hold and bodies nested without end: otherwise each of them would be an
 * error of ours. Throws `request.invalid` naming the places.
 */
export const plainText = fp(
  async (app: FastifyInstance) => {
    app.addHook('preValidation', async (request) => {
      const issues = [...unstorable(request.query, '', 0), ...unstorable(request.body, '', 0)];
      if (issues.length > 0)
        throw new AppError('request.invalid', 'Correct what the issues name and send it again.', issues);
    });
  },
  { name: 'plain-text', fastify: '5.x' },
);
