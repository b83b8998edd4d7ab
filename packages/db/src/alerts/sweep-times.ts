import { recordSweep } from '../service-state.ts';
import type { SystemStatements, SystemTransaction } from '../transactions.ts';

const PREFIX = 'sweep:';

/** The firm's time zone; null when there is no such firm. */
export async function findTimeZone(tx: SystemTransaction, organizationId: string): Promise<string | null> {
  const [row] = await tx.query<{ timeZone: string }>(`select time_zone as "timeZone" from organization where id = $1`, [
    organizationId,
  ]);
  return row?.timeZone ?? null;
}

/** Notes that one firm was swept; beside the note of the service, so that a firm that is left out shows. */
export async function recordFirmSweep(tx: SystemTransaction, organizationId: string, at: Date): Promise<void> {
  await recordSweep(tx, `${PREFIX}${organizationId}`, at);
}

/** When a firm was last swept; until it ever was, since when all firms are (`service`). Null when nothing was swept yet. */
export async function findSweepTime(
  tx: SystemStatements,
  organizationId: string,
  service: string,
): Promise<Date | null> {
  const [row] = await tx.query<{ sweptAt: Date }>(
    `select last_sweep_at as "sweptAt" from service_state
      where name in ($1, $2) and last_sweep_at is not null order by name = $1 desc limit 1`,
    [`${PREFIX}${organizationId}`, service],
  );
  return row?.sweptAt ?? null;
}

/** When each firm was last swept; a firm that never was does not appear. */
export async function listSweepTimes(tx: SystemTransaction): Promise<Map<string, Date>> {
  const rows = await tx.query<{ organizationId: string; sweptAt: Date }>(
    `select o.id as "organizationId", s.last_sweep_at as "sweptAt"
       from organization o
       join service_state s on s.name = $1 || o.id
      where s.last_sweep_at is not null`,
    [PREFIX],
  );
  return new Map(rows.map((row) => [row.organizationId, row.sweptAt]));
}
