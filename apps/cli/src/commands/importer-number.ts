import { type ImporterNumberKind, type ParsedImporterNumber, parseImporterNumber } from '@capeline/domain';
import type { Command } from '../command.ts';
import { runNumberCommand } from '../run-number-command.ts';

const KINDS: Readonly<Record<ImporterNumberKind, string>> = {
  ein: 'IRS number (EIN) with suffix',
  ssn: 'social security number',
  cbp_assigned: 'number assigned by CBP',
};

/** People's social security numbers are shown masked even to the person who typed them: terminals are recorded. */
function describe(parsed: ParsedImporterNumber): string {
  switch (parsed.problem) {
    case null: {
      const shown = parsed.kind === 'ssn' ? parsed.masked : parsed.importerNumber;
      return `${shown}   valid, ${parsed.kind === null ? 'unknown kind' : KINDS[parsed.kind]}`;
    }
    case 'ambiguous':
      return 'Digits alone fit two kinds of number: write the hyphens (NN-NNNNNNNXX, NNN-NN-NNNN or NNNNNN-NNNNN).';
    case 'suffix':
      return `${parsed.importerNumber}   the suffix holds O, I or Z, which CBP does not assign: perhaps 0, 1 or 2.`;
    case 'format':
      return 'No importer number: write NN-NNNNNNNXX (EIN), NNN-NN-NNNN (SSN) or NNNNNN-NNNNN (assigned by CBP).';
  }
}

export const command: Command = {
  name: 'importer-number',
  summary: 'check and format an importer of record number',
  usage: [
    'capeline importer-number NUMBER [--json]',
    'capeline importer-number --stdin    one number a line in, one JSON object a line out',
  ].join('\n'),
  run: (args, io) => runNumberCommand(args, io, parseImporterNumber, describe),
};
