import type { SystemTransaction, TenantTransaction } from './transactions.ts';

/** A firm with its settings. `digestTime` is `HH:MM` in `timeZone`. */
export type Organization = {
  id: string;
  name: string;
  timeZone: string;
  digestTime: string;
  capeFileByBusinessDays: number;
  isSample: boolean;
  /** Days without use after which an ACE log-in counts as locked. */
  aceInactivityDays: number;
  /** The business date for which the sample was made; null for every other firm. */
  sampleFor: string | null;
  createdAt: Date;
};

const COLUMNS = `id, name, time_zone as "timeZone", digest_time as "digestTime",
  cape_file_by_business_days as "capeFileByBusinessDays", is_sample as "isSample",
  ace_inactivity_days as "aceInactivityDays", sample_for as "sampleFor", created_at as "createdAt"`;

/** Writes the firm whose id the transaction carries. What is left out gets the default of the schema. */
export async function insertOrganization(
  tx: TenantTransaction,
  organization: { name: string; isSample?: boolean; sampleFor?: string; timeZone?: string; createdAt: Date },
): Promise<void> {
  const { name, isSample = false, sampleFor = null, timeZone = 'America/New_York', createdAt } = organization;
  await tx.query(
    'insert into organization (id, name, is_sample, time_zone, created_at, sample_for) values ($1, $2, $3, $4, $5, $6)',
    [tx.organizationId, name, isSample, timeZone, createdAt, sampleFor],
  );
}

/** The transaction's own firm; null when it does not exist. */
export async function findOrganization(tx: TenantTransaction): Promise<Organization | null> {
  const [row] = await tx.query<Organization>(`select ${COLUMNS} from organization where id = $1`, [tx.organizationId]);
  return row ?? null;
}

/** Holds the firm's settings until the transaction ends, so that two changes at once are one after the other; rows that refer to the firm wait for nothing. */
export async function lockOrganization(tx: TenantTransaction): Promise<void> {
  await tx.query('select id from organization where id = $1 for no key update', [tx.organizationId]);
}

/** Changes the given settings of the firm and leaves the others. */
export async function updateOrganization(
  tx: TenantTransaction,
  changes: {
    name?: string;
    timeZone?: string;
    digestTime?: string;
    capeFileByBusinessDays?: number;
    aceInactivityDays?: number;
  },
): Promise<void> {
  await tx.query(
    `update organization
        set name = coalesce($2, name), time_zone = coalesce($3, time_zone), digest_time = coalesce($4, digest_time),
            cape_file_by_business_days = coalesce($5, cape_file_by_business_days),
            ace_inactivity_days = coalesce($6, ace_inactivity_days)
      where id = $1`,
    [
      tx.organizationId,
      changes.name ?? null,
      changes.timeZone ?? null,
      changes.digestTime ?? null,
      changes.capeFileByBusinessDays ?? null,
      changes.aceInactivityDays ?? null,
    ],
  );
}

/** Every firm of the installation, the oldest first: for sweeps, set-up and the command line. */
export function listOrganizations(tx: SystemTransaction): Promise<Organization[]> {
  return tx.query<Organization>(
    `select ${COLUMNS} from organization order by organization.created_at, organization.id`,
  );
}

/** The firm of that name, whatever its case and the spaces around it; null when there is none. */
export async function findOrganizationByName(tx: SystemTransaction, name: string): Promise<Organization | null> {
  const [row] = await tx.query<Organization>(
    `select ${COLUMNS} from organization where lower(name) = lower($1) order by created_at limit 1`,
    [name.trim()],
  );
  return row ?? null;
}
