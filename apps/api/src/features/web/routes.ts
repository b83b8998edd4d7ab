import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answer, defineRoute } from '../../define-route.ts';
import { missing } from '../../plugins/errors.ts';

const YEAR_SECONDS = 31_536_000;
const NOT_BUILT = `Capeline's API is running, but its web app is not built.
Run "npm run build" and load this page again, or start everything with "npm start".
The API is described at /api/docs.
`;

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // not there, or not ours to read: the same for the caller
  }
}

/** The path below the web folder that an address names, or null when it leads out of it. */
function pathWithin(webDir: string, url: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(url.split('?', 1)[0] ?? '/');
  } catch {
    return null; // no valid encoding names no file
  }
  const full = resolve(webDir, `.${decoded}`);
  if (decoded.includes('\0')) return null;
  return full === webDir || full.startsWith(webDir + sep) ? full.slice(webDir.length + 1) : null;
}

/** An address of the app has no file ending. Whoever asks for it gets the page, also a link checker or curl, which name no kind. */
function isNavigation(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? '/';
  return !path.slice(path.lastIndexOf('/') + 1).includes('.') || (request.headers.accept ?? '').includes('text/html');
}

async function serve(request: FastifyRequest, reply: FastifyReply, webDir: string): Promise<FastifyReply> {
  const path = request.url.startsWith('/api/') ? null : pathWithin(webDir, request.url);
  if (path !== null && (await isFile(resolve(webDir, path)))) {
    // The build puts a hash into every name under assets: such a file never changes.
    const cached = path.startsWith(`assets${sep}`) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
    return reply.header('cache-control', cached).sendFile(path, { cacheControl: false });
  }
  if (path === null || !isNavigation(request)) throw missing();
  if (!(await isFile(resolve(webDir, 'index.html'))))
    return reply.code(503).type('text/plain; charset=utf-8').serializer(String).send(NOT_BUILT);
  return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
}

/** Serves the built web app; every address that a browser opens and that is no file is a page of the app. */
export async function webRoutes(app: FastifyInstance, options: { webDir: string }): Promise<void> {
  const webDir = resolve(options.webDir);
  await app.register(fastifyStatic, { root: webDir, serve: false, suppressWarning: true });
  defineRoute(app, {
    method: 'GET',
    url: '/*',
    summary: 'The web app',
    access: 'public',
    rateClass: 'open',
    hidden: true,
    answers: { 200: z.unknown() },
    problems: [],
    handler: async ({ request, reply }) => {
      await serve(request, reply, webDir);
      return answer(200, undefined);
    },
  });
}
