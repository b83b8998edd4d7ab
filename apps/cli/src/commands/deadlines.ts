import {
  computeDeadlines,
  type Deadline,
  type DeadlineKind,
  formatLong,
  type PlainDate,
  parsePlainDate,
  RULES_VERSION,
} from '@capeline/domain';
import { answerLines, type LineAnswer } from '../answer-lines.ts';
import { type Command, EXIT, UsageError } from '../command.ts';
import { parseArguments } from '../parse-arguments.ts';

const NO_DATE = 'not a calendar date: write YYYY-MM-DD';
const TITLES: Readonly<Record<DeadlineKind, string>> = {
  cape_window: 'CAPE window',
  voluntary_reliquidation: "Voluntary reliquidation (CBP's own limit; nothing to file)",
  protest: 'Protest',
  protest_reliquidation: 'Protest of the reliquidation',
};

function answerOf(liquidatedOn: PlainDate) {
  return { liquidatedOn, rulesVersion: RULES_VERSION, deadlines: computeDeadlines({ liquidatedOn }) };
}

/** The clocks, or why there are none: text that is no date, or a date so late that its clocks leave year 9999. */
function answerFor(text: string): ReturnType<typeof answerOf> | { readonly input: string; readonly error: string } {
  const liquidatedOn = parsePlainDate(text.trim());
  if (liquidatedOn === null) return { input: text, error: NO_DATE };
  try {
    return answerOf(liquidatedOn);
  } catch (error) {
    if (error instanceof RangeError) return { input: text, error: error.message };
    throw error;
  }
}

function answerLine(line: string): LineAnswer {
  const answer = answerFor(line);
  return { answer, isNegative: 'error' in answer };
}

function describe(deadline: Deadline): string {
  const lines = [
    TITLES[deadline.kind],
    `  last day   ${formatLong(deadline.lastDay)}   (${deadline.arithmetic})`,
    `  safe day   ${formatLong(deadline.safeDay)}`,
  ];
  if (deadline.fileBy !== deadline.safeDay) lines.push(`  file by    ${formatLong(deadline.fileBy)}`);
  if (deadline.practiceRollDay !== null) {
    lines.push(`  roll       ${formatLong(deadline.practiceRollDay)}   (CBP practice, do not rely on it)`);
  }
  lines.push(`  source     ${deadline.citation}`);
  return lines.join('\n');
}

function describeAll({ liquidatedOn, deadlines }: ReturnType<typeof answerOf>): string {
  return [
    `Liquidated ${formatLong(liquidatedOn)} (${liquidatedOn})`,
    ...deadlines.map(describe),
    `Rules ${RULES_VERSION}. Dates are aids; the licensed broker decides.`,
  ].join('\n\n');
}

export const command: Command = {
  name: 'deadlines',
  summary: 'the clocks that a liquidation starts',
  usage: [
    'capeline deadlines --liquidated YYYY-MM-DD [--json]',
    'capeline deadlines --stdin          one date a line in, one JSON object a line out',
  ].join('\n'),
  async run(args, io) {
    const { values } = parseArguments({
      args: [...args],
      options: { liquidated: { type: 'string' }, json: { type: 'boolean' }, stdin: { type: 'boolean' } },
    });
    if (values.stdin === true) {
      if (values.liquidated !== undefined) throw new UsageError('give either --liquidated or --stdin');
      return answerLines(io.stdin, io.stdout, answerLine);
    }
    if (values.liquidated === undefined) throw new UsageError('--liquidated or --stdin is missing');
    const answer = answerFor(values.liquidated);
    if ('error' in answer) io.stderr.write(`capeline deadlines: ${JSON.stringify(answer.input)}: ${answer.error}\n`);
    if (values.json === true) io.stdout.write(`${JSON.stringify(answer)}\n`);
    else if (!('error' in answer)) io.stdout.write(`${describeAll(answer)}\n`);
    return 'error' in answer ? EXIT.usage : EXIT.ok;
  },
};
