import type { Database } from '@capeline/db';
import type { EvidenceStore, PasswordHasher, RankCache } from '@capeline/operations';
import type { Clock, Logger } from '@capeline/runtime';
import type { ApiConfig } from './config.ts';

/** What routes work with; made once in `app.ts` and handed to every feature. */
export interface Services {
  readonly config: ApiConfig;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where the contents of evidence go; null: into the database. */
  readonly evidenceStore: EvidenceStore | null;
  readonly passwords: PasswordHasher;
  /** Each firm's order of clients, for every feature that ranks or weighs them. */
  readonly ranks: RankCache;
}
