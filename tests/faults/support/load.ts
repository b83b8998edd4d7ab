import { setTimeout as pause } from 'node:timers/promises';
import type { FaultFirm } from './firm.ts';
import type { ApiProcess } from './installation.ts';

/** What an answer was, for judging afterwards. */
export interface LoadAnswer {
  readonly method: string;
  readonly path: string;
  /** 0: no answer at all. */
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
  /** The name that a write was to save. */
  readonly name: string | null;
}

export interface Load {
  readonly answers: readonly LoadAnswer[];
  /** Names of writes that were acknowledged. */
  acknowledged(): string[];
  /** How many answers of this kind have come since `from` answers. */
  count(status: number, from?: number): number;
  /** Resolves when every request has its answer. */
  stop(): Promise<void>;
}

const READS = ['/api/v1/clients', '/api/v1/board', '/api/v1/entries?limit=50', '/api/v1/deadlines', '/api/v1/imports'];

/** One request; a connection that breaks counts as status 0. */
export async function ask(
  api: Pick<ApiProcess, 'url'>,
  firm: FaultFirm,
  path: string,
  body?: object,
): Promise<Omit<LoadAnswer, 'name'>> {
  const method = body === undefined ? 'GET' : 'POST';
  try {
    const answer = await fetch(`${api.url}${path}`, {
      method,
      headers: { ...firm.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const retryAfter = answer.headers.get('retry-after');
    return { method, path, status: answer.status, retryAfter, body: await answer.text() };
  } catch (error) {
    return { method, path, status: 0, retryAfter: null, body: String(error) };
  }
}

let names = 0;

/** People at work: four who look at lists and two who write, each the next request when the last was answered. */
export function startLoad(api: Pick<ApiProcess, 'url'>, firm: FaultFirm): Load {
  const answers: LoadAnswer[] = [];
  let isStopped = false;
  const person = async (writes: boolean): Promise<void> => {
    for (let turn = 0; !isStopped; turn += 1) {
      names += 1;
      const name = writes ? `Uploader ${names}` : null;
      const path = READS[turn % READS.length] ?? '';
      const answer =
        name === null
          ? await ask(api, firm, path)
          : await ask(api, firm, '/api/v1/firm-readiness/uploaders', { name, filerCodes: [firm.filerCode] });
      answers.push({ ...answer, name });
      await pause(5);
    }
  };
  const people = [...Array.from({ length: 4 }, () => person(false)), person(true), person(true)];
  return {
    answers,
    acknowledged: () =>
      answers.flatMap(({ name, status }) => (name !== null && status >= 200 && status < 300 ? [name] : [])),
    count: (status, from = 0) => answers.slice(from).filter((answer) => answer.status === status).length,
    stop: async () => {
      isStopped = true;
      await Promise.all(people);
    },
  };
}
