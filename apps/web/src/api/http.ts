import type { Problem } from '@capeline/contracts';

/** A refusal as the API words it; `problem` carries title, detail and the issues beside their fields. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** What we say when no readable answer came back. */
export function unreachable(status: number, detail: string): Problem {
  const title = status === 0 ? 'The server cannot be reached' : 'The answer cannot be read';
  return { type: 'about:blank', title, status, code: 'client.unreachable', detail, requestId: '', issues: [] };
}

/** Turns any thrown value into a problem that a person can read. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return unreachable(
    0,
    'Look at your connection. If you were saving something, look whether it is there before you try again.',
  );
}

/** The fault that the server found in one field, or null; `pointer` is a JSON pointer such as `/email`. */
export function issueAt(error: unknown, field: string): string | null {
  if (!(error instanceof ProblemError)) return null;
  const found = error.problem.issues.find(({ pointer }) => pointer.replace(/^[#/]+/u, '').split(/[./]/u)[0] === field);
  return found?.message ?? null;
}

/** Reads the body of an answer; throws `ProblemError` for every status that is no success. */
export function readAnswer<Answer>(status: number, text: string): Answer {
  if (status === 204 || (status < 300 && text === '')) return null as Answer;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ProblemError(unreachable(status, `The server answered ${status} without a body we understand.`));
  }
  if (status >= 200 && status < 300) return body as Answer;
  const problem = body as Partial<Problem>;
  throw new ProblemError({
    ...unreachable(status, `The server answered ${status}.`),
    ...problem,
    issues: problem.issues ?? [],
  });
}

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Versions that the change starts from; the server answers 412 `conflict.version` when somebody was quicker. */
  readonly versions?: readonly (number | string)[];
}

/** True when somebody else changed the thing since it was loaded. */
export function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'conflict.version';
}

/** Marks a request as ours: another site cannot set it, so the server refuses changes without it. */
export const CSRF_HEADER = { 'x-capeline-csrf': '1' };

/** One request to `/api/v1/<path>` with the session cookie. Answers the parsed body; throws `ProblemError`. */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') Object.assign(headers, CSRF_HEADER);
  if (options.versions)
    headers['if-match'] = [...new Set(options.versions)].map((version) => `"${version}"`).join(', ');
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers,
    credentials: 'same-origin',
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return readAnswer<Answer>(response.status, await response.text());
}

export type QueryValues = Record<string, string | number | null | undefined>;

/** `clients?filter=mine&limit=50`; empty values are left out. */
export function withQuery(path: string, values: QueryValues): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}
