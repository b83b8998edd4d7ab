import { findFreePort } from '../../packages/runtime/src/index.ts';
import { type ProductProcess, startProduct, waitForAnswer } from './product-process.ts';

export interface ApiServer extends ProductProcess {
  readonly url: string;
}

/** Starts the API in a process of its own, as in production, and waits until it answers. */
export async function startApi(env: Readonly<Record<string, string>>): Promise<ApiServer> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const api = startProduct('api', { PORT: String(port), ...env });
  await waitForAnswer(`${url}/livez`, api);
  return { url, ...api };
}
