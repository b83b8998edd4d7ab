import type { SetupState } from '@capeline/contracts';
import { type Database, listOrganizations } from '@capeline/db';

/** What the first page offers: whether a real firm exists, and whether there is a sample to look at. */
export async function readSetupState(database: Database): Promise<SetupState> {
  const organizations = await database.withSystem('set-up: what the first page offers', listOrganizations);
  return {
    firmExists: organizations.some(({ isSample }) => !isSample),
    sampleAvailable: organizations.some(({ isSample }) => isSample),
  };
}
