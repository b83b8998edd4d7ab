import { findFreePort } from '../../packages/runtime/src/index.ts';
import { type ProductProcess, startProduct, startScript, waitForAnswer } from './product-process.ts';

export interface ApiServer extends ProductProcess {
  readonly url: string;
}

async function startServer(
  start: (env: Readonly<Record<string, string>>) => ProductProcess,
  env: Readonly<Record<string, string>>,
): Promise<ApiServer> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const server = start({ PORT: String(port), ...env });
  await waitForAnswer(`${url}/livez`, server);
  return { url, ...server };
}

/** Starts the API in a process of its own, as in production, and waits until it answers. */
export const startApi = (env: Readonly<Record<string, string>>): Promise<ApiServer> =>
  startServer((all) => startProduct('api', all), env);

/** Starts a baseline's server in a process of its own; it answers `/livez`. */
export const startPlainServer = (path: string, env: Readonly<Record<string, string>>): Promise<ApiServer> =>
  startServer((all) => startScript(path, all), env);
