import type { Client } from '@capeline/contracts';

/** A line of the client table: the heading of a rank group, or a client. */
export type ListRow =
  | { readonly type: 'group'; readonly group: number }
  | { readonly type: 'client'; readonly client: Client; readonly position: number };

/** Pinned clients form a group of their own before the four ranks. */
const groupOf = (client: Client): number => (client.rank.pinned ? 0 : client.rank.group);

/** Keeps the server's order and puts a heading wherever the rank group changes. */
export function listRows(clients: readonly Client[], withGroups: boolean): ListRow[] {
  const rows: ListRow[] = [];
  let group = -1;
  clients.forEach((client, position) => {
    if (withGroups && groupOf(client) !== group) {
      group = groupOf(client);
      rows.push({ type: 'group', group });
    }
    rows.push({ type: 'client', client, position });
  });
  return rows;
}
