import { CLIENTS } from './filled-database.ts';

/** Clients on a page of the board. */
export const BOARD_LIMIT = 50;

export interface BoardPage {
  readonly data: readonly { readonly id: string; readonly nextDeadline: { readonly fileBy: string } | null }[];
  readonly total: number;
}

/** A GET of the API as a program makes it; throws unless it is answered 200. */
async function getJson<Body>(url: string, key: string): Promise<Body> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}

/** The first page of `GET /clients`, which must count all clients. */
export async function readClients(apiUrl: string, key: string): Promise<BoardPage> {
  const page = await getJson<BoardPage>(`${apiUrl}/api/v1/clients?limit=${BOARD_LIMIT}`, key);
  if (page.total !== CLIENTS || page.data.length !== BOARD_LIMIT)
    throw new Error(`GET /clients has ${page.data.length} of ${page.total} clients.`);
  return page;
}

/** `GET /board`, which must count all clients. */
export async function readHome(apiUrl: string, key: string): Promise<void> {
  const { clientCount } = await getJson<{ clientCount: number }>(`${apiUrl}/api/v1/board`, key);
  if (clientCount !== CLIENTS) throw new Error(`GET /board counted ${clientCount} clients.`);
}
