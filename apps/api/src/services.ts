import type { Database } from '@capeline/db';
import type { PasswordHasher } from '@capeline/operations';
import type { Clock, Logger } from '@capeline/runtime';
import type { ApiConfig } from './config.ts';

/** What routes work with; made once in `app.ts` and handed to every feature. */
export interface Services {
  readonly config: ApiConfig;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly passwords: PasswordHasher;
}
