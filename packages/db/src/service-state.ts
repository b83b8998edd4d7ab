import type { SystemStatements, SystemTransaction } from './transactions.ts';

/** When a service was last seen and, for one that sweeps, when its last sweep ended. */
export type ServiceState = {
  name: string;
  seenAt: Date;
  lastSweepAt: Date | null;
  details: Record<string, unknown> | null;
};

/**
 * The newer of what stands and what comes, so that a late note never overwrites a newer one. What lies minutes ahead of a new note
 * was written while the clock ran ahead: it would hide for hours or days that nothing runs any more, and gives way.
 */
const newer = (column: 'seen_at' | 'last_sweep_at'): string =>
  `case when service_state.${column} > excluded.${column} + interval '2 minutes' then excluded.${column}
        else greatest(service_state.${column}, excluded.${column}) end`;

/** Notes that a service is alive; a late note never overwrites a newer one. Without `details` the last ones stay. */
export async function heartbeat(
  tx: SystemTransaction,
  name: string,
  at: Date,
  details?: Record<string, unknown>,
): Promise<void> {
  await tx.query(
    `insert into service_state (name, seen_at, details) values ($1, $2, $3)
     on conflict (name) do update
       set seen_at = ${newer('seen_at')},
           details = coalesce(excluded.details, service_state.details)`,
    [name, at, details === undefined ? null : JSON.stringify(details)],
  );
}

/** Notes that a sweep over all firms ended; counts as a heartbeat too. */
export async function recordSweep(tx: SystemTransaction, name: string, at: Date): Promise<void> {
  await tx.query(
    `insert into service_state (name, seen_at, last_sweep_at) values ($1, $2, $2)
     on conflict (name) do update
       set seen_at = ${newer('seen_at')},
           last_sweep_at = ${newer('last_sweep_at')}`,
    [name, at],
  );
}

/** All services that were ever seen, by name. */
export function readServiceStates(tx: SystemStatements): Promise<ServiceState[]> {
  return tx.query<ServiceState>(
    `select name, seen_at as "seenAt", last_sweep_at as "lastSweepAt", details from service_state order by name`,
  );
}
