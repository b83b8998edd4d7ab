import { AppError } from '@capeline/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

function isOwnOrigin(request: FastifyRequest, appUrl: string): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  // The name in the address bar may differ from APP_URL (localhost, an alias): then Host is the browser's own word for it.
  return origin === new URL(appUrl).origin || new URL(origin).host === request.host;
}

/**
 * Refuses changes that another site makes a browser send: a cookie alone proves no intent. With a session, an unsafe request needs
 * `x-capeline-csrf: 1` (a form cannot set it), and Origin or Sec-Fetch-Site, when the browser sends them, must be our own.
 */
export const csrf = fp(
  async (app: FastifyInstance, options: { appUrl: string }) => {
    app.addHook('onRequest', async (request) => {
      if (SAFE_METHODS.has(request.method) || request.headers.authorization !== undefined) return;
      if (!isOwnOrigin(request, options.appUrl))
        throw new AppError('request.csrf', 'The request came from another site. Open Capeline itself and try again.');
      if (request.principal?.kind === 'member' && request.headers['x-capeline-csrf'] !== '1')
        throw new AppError('request.csrf', 'Send the header "x-capeline-csrf: 1" with every change.');
    });
  },
  { name: 'csrf', dependencies: ['auth'], fastify: '5.x' },
);
