import type { Command } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  /** Loads the command alone, so that pure commands never load the database or its generated client. */
  readonly load: () => Promise<Command>;
}

/** Every command, in the order of the help text. A new one is one line here and one file in `commands/`. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'deadlines',
    summary: 'the clocks that a liquidation starts',
    load: async () => (await import('./commands/deadlines.ts')).command,
  },
  {
    name: 'entry-number',
    summary: 'check and format an entry number',
    load: async () => (await import('./commands/entry-number.ts')).command,
  },
  {
    name: 'importer-number',
    summary: 'check and format an importer of record number',
    load: async () => (await import('./commands/importer-number.ts')).command,
  },
  {
    name: 'setup',
    summary: 'make a firm and a one-time sign-in link for its owner',
    load: async () => (await import('./commands/setup.ts')).command,
  },
  {
    name: 'password-reset',
    summary: 'make a link by which a person chooses a new password, where mail is not configured',
    load: async () => (await import('./commands/password-reset.ts')).command,
  },
  {
    name: 'import',
    summary: 'read an ACE report and wait for the result',
    load: async () => (await import('./commands/import.ts')).command,
  },
  {
    name: 'api-key',
    summary: 'make a key for an integration; it is shown once',
    load: async () => (await import('./commands/api-key.ts')).command,
  },
  {
    name: 'audit',
    summary: "recompute every firm's audit chain and name the first wrong event",
    load: async () => (await import('./commands/audit.ts')).command,
  },
  {
    name: 'migrate',
    summary: 'bring the database to this version; "npm start" does it by itself',
    load: async () => (await import('./commands/migrate.ts')).command,
  },
  {
    name: 'backup',
    summary: 'save everything into one new file, also while Capeline runs',
    load: async () => (await import('./commands/backup.ts')).command,
  },
  {
    name: 'restore',
    summary: 'put a backup into an empty database; Capeline must not run',
    load: async () => (await import('./commands/restore.ts')).command,
  },
];
