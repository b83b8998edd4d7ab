import { randomUUID } from 'node:crypto';
import { AppError } from '@capeline/contracts';
import {
  type AuditActor,
  type Database,
  findOrganizationByName,
  findUserByEmail,
  insertMembership,
  insertOrganization,
  insertUser,
  listOrganizations,
  lockFirmSetUp,
  replaceFilerCodes,
  type TenantTransaction,
  updateSignIn,
} from '@capeline/db';
import { appendAudit } from '../audit/append-audit.ts';

/** What a new firm begins with. Without a password its owner comes in by a sign-in link. */
export interface NewFirm {
  readonly organizationName: string;
  readonly owner: { readonly name: string; readonly email: string; readonly passwordHash: string | null };
  readonly filerCodes: readonly string[];
}

export interface SetUpOptions {
  /** `first`: only while no firm but the sample exists (the open page of the first run); `named`: as long as the name is free. */
  readonly unless: 'any_firm_exists' | 'the_name_is_taken';
  readonly now: Date;
  /** Null: the new owner himself. */
  readonly actor: AuditActor | null;
}

async function refuseSecond(database: Database, firm: NewFirm, options: SetUpOptions): Promise<void> {
  const { organizations, namesake } = await database.withSystem('set-up: which firms exist', async (tx) => ({
    organizations: await listOrganizations(tx),
    namesake: await findOrganizationByName(tx, firm.organizationName),
  }));
  if (options.unless === 'any_firm_exists' && organizations.some(({ isSample }) => !isSample))
    throw new AppError('setup.already_done', 'Sign in, or let an owner of the firm invite you.');
  if (namesake !== null)
    throw new AppError(
      'organization.name_taken',
      `A firm named "${firm.organizationName}" exists. Choose another name.`,
    );
}

/** The person may be known already, as the owner of another firm: then he keeps his password unless a new one is given. */
async function ensureOwner(database: Database, tx: TenantTransaction, firm: NewFirm, now: Date): Promise<string> {
  const { name, email, passwordHash } = firm.owner;
  const known = await database.withSystem('set-up: is the owner known', async (system) => {
    const user = await findUserByEmail(system, email);
    if (user !== null && passwordHash !== null) await updateSignIn(system, user.id, { passwordHash, name });
    return user;
  });
  if (known !== null) return known.id;
  const id = randomUUID();
  await insertUser(tx, { id, email, name, createdAt: now, ...(passwordHash === null ? {} : { passwordHash }) });
  return id;
}

/**
 * Makes a firm with its owner and filer codes, and the first event of its trail, in one transaction. One firm is made at a time in the
 * whole installation, so that of two first visitors exactly one succeeds; the other gets `setup.already_done` (or
 * `organization.name_taken`). The look-ups of the system role run on connections of their own, never those of firms.
 */
export function setUpFirm(
  database: Database,
  firm: NewFirm,
  options: SetUpOptions,
): Promise<{ organizationId: string; userId: string }> {
  const organizationId = randomUUID();
  const { now } = options;
  return database.withTenantPg(organizationId, async (tx) => {
    await lockFirmSetUp(tx);
    await refuseSecond(database, firm, options);
    await insertOrganization(tx, { name: firm.organizationName, createdAt: now });
    const userId = await ensureOwner(database, tx, firm, now);
    await insertMembership(tx, { id: randomUUID(), userId, role: 'owner', createdAt: now });
    await replaceFilerCodes(tx, firm.filerCodes, now);
    await appendAudit(tx, {
      at: now,
      actor: options.actor ?? { kind: 'user', id: userId },
      action: 'firm.set_up',
      subject: { kind: 'organization', id: organizationId },
      details: { name: firm.organizationName, filerCodes: [...firm.filerCodes] },
    });
    return { organizationId, userId };
  });
}
