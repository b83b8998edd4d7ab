import { AppError } from '@capeline/contracts';
import {
  type CodeReportRow,
  type FirmCheckRow,
  type FirmUploaderRow,
  findOrganization,
  listCodeReports,
  listFirmChecks,
  listFirmUploaders,
  listMembers,
  type PersonRow,
  type TenantTransaction,
} from '@capeline/db';

/** Everything that the firm's own readiness is made of. */
export interface FirmState {
  readonly codes: readonly CodeReportRow[];
  readonly records: readonly FirmCheckRow[];
  readonly uploaders: readonly FirmUploaderRow[];
  readonly members: ReadonlyMap<string, PersonRow>;
  readonly inactivityDays: number;
}

/** Reads the firm's own state as it stands. Throws `not_found` for a firm that went meanwhile. */
export async function readFirmState(tx: TenantTransaction): Promise<FirmState> {
  const organization = await findOrganization(tx);
  if (organization === null) throw new AppError('not_found', 'The firm does not exist any more.');
  const members = await listMembers(tx);
  return {
    codes: await listCodeReports(tx),
    records: await listFirmChecks(tx),
    uploaders: await listFirmUploaders(tx),
    members: new Map(members.map(({ userId, name, email }) => [userId, { id: userId, name, email }])),
    inactivityDays: organization.aceInactivityDays,
  };
}
