import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'vite';
import { FakeApi } from './fake-api.ts';
import { fakeFirm } from './fake-firm.ts';

/** `fake=1000.nomail.sample.signedout` in a cookie picks the invented firm; without it, nine clients. */
function wishesOf(request: IncomingMessage): string {
  return /(?:^|; )fake=([^;]*)/u.exec(request.headers.cookie ?? '')?.[1] ?? '9';
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const isJson = request.headers['content-type']?.startsWith('application/json');
  return isJson ? JSON.parse(Buffer.concat(pieces).toString('utf8')) : null;
}

function makeApi(wishes: string): FakeApi {
  const [count = '9', ...words] = wishes.split('.');
  const api = new FakeApi(
    fakeFirm({
      clients: Number(count),
      mailConfigured: !words.includes('nomail'),
      isSample: words.includes('sample'),
      rehearsal: words.includes('rehearsal'),
    }),
  );
  if (words.includes('signedout')) api.signedIn = false;
  if (words.includes('first')) api.firmExists = false;
  return api;
}

/** Answers `/api/v1` on the development server from memory. */
export function fakeApiPlugin(): Plugin {
  const apis = new Map<string, FakeApi>();
  return {
    name: 'capeline-fake-api',
    configureServer(server) {
      server.middlewares.use('/api/v1/', async (request, response) => {
        const wishes = wishesOf(request);
        const api = apis.get(wishes) ?? makeApi(wishes);
        apis.set(wishes, api);
        const url = new URL(request.url ?? '/', 'http://localhost');
        const answer = api.handle({
          method: request.method ?? 'GET',
          path: url.pathname.slice(1),
          query: url.searchParams,
          body: await bodyOf(request),
        });
        response.statusCode = answer.status;
        response.setHeader('content-type', answer.status < 400 ? 'application/json' : 'application/problem+json');
        response.end(answer.body === null ? '' : JSON.stringify(answer.body));
      });
    },
  };
}
