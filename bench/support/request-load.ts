/** Requests over kept-alive connections, as many at once as asked, from this process: cheap, so that servers are measured and not us. */
import { Agent, request } from 'node:http';

export interface LoadResult {
  /** Milliseconds of each request. */
  readonly times: readonly number[];
  readonly perSecond: number;
}

interface Load {
  readonly connections: number;
  readonly requests: number;
  /** Address and headers of the n-th request. */
  readonly at: (index: number) => { readonly url: string; readonly headers?: Readonly<Record<string, string>> };
  /** Checks an answer's text; throws when it is not the right one. */
  readonly check?: (text: string) => void;
}

function get(agent: Agent, url: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  request(url, { agent, headers }, (response) => {
    const pieces: Buffer[] = [];
    response.on('data', (piece: Buffer) => pieces.push(piece));
    response.on('error', reject);
    response.on('end', () => {
      const text = Buffer.concat(pieces).toString('utf8');
      if (response.statusCode === 200) resolve(text);
      else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 300)}`));
    });
  })
    .on('error', reject)
    .end();
  return promise;
}

/** Sends all requests, each connection the next one as soon as it has its answer; rejects when one is not answered 200. */
export async function sendLoad(load: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const times: number[] = [];
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < load.requests) {
      const { url, headers = {} } = load.at(next++);
      const start = performance.now();
      const text = await get(agent, url, headers);
      times.push(performance.now() - start);
      load.check?.(text);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: load.connections }, run));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  return { times, perSecond: load.requests / seconds };
}
