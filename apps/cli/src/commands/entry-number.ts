import { type ParsedEntryNumber, parseEntryNumber } from '@capeline/domain';
import type { Command } from '../command.ts';
import { runNumberCommand } from '../run-number-command.ts';

function describe(parsed: ParsedEntryNumber): string {
  switch (parsed.problem) {
    case null:
      return `${parsed.formatted}   valid, filer code ${parsed.filerCode}`;
    case 'check_digit':
      return `${parsed.formatted}   check digit is wrong: the digits before it ask for ${parsed.expectedCheckDigit}. Compare with the entry summary.`;
    case 'legacy_format':
      return 'This is the layout used before October 1986 (NN-NNNNNN-N); it has another check digit, and CAPE does not take it.';
    case 'format':
      return 'No entry number: it has a filer code of 3 letters or digits, 7 digits and a check digit (FFF-NNNNNNN-C).';
  }
}

export const command: Command = {
  name: 'entry-number',
  summary: 'check and format an entry number',
  usage: [
    'capeline entry-number NUMBER [--json]',
    'capeline entry-number --stdin       one number a line in, one JSON object a line out',
  ].join('\n'),
  run: (args, io) => runNumberCommand(args, io, parseEntryNumber, describe),
};
