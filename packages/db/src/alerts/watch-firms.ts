import type { SystemTransaction } from '../transactions.ts';

/** A firm as the sweep needs it: its id and the zone in which its day turns. */
export interface FirmToSweep {
  readonly organizationId: string;
  readonly timeZone: string;
}

/** Every firm of the installation, the oldest first. */
export async function listFirmsToSweep(tx: SystemTransaction): Promise<FirmToSweep[]> {
  return tx.query<FirmToSweep>(
    `select id as "organizationId", time_zone as "timeZone" from organization order by created_at, id`,
  );
}

/** One firm; null when there is none of this id. */
export async function findFirmToSweep(tx: SystemTransaction, organizationId: string): Promise<FirmToSweep | null> {
  const [firm] = await tx.query<FirmToSweep>(
    `select id as "organizationId", time_zone as "timeZone" from organization where id = $1`,
    [organizationId],
  );
  return firm ?? null;
}

/** When each firm was last swept; a firm that never was does not appear. */
export async function listSweepTimes(tx: SystemTransaction): Promise<Map<string, Date>> {
  const rows = await tx.query<{ organizationId: string; sweptAt: Date }>(
    `select o.id as "organizationId", s.last_sweep_at as "sweptAt"
       from organization o
       join service_state s on s.name = 'sweep:' || o.id
      where s.last_sweep_at is not null`,
  );
  return new Map(rows.map((row) => [row.organizationId, row.sweptAt]));
}
