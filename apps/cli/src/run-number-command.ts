import { answerLines } from './answer-lines.ts';
import { type CommandIo, EXIT, UsageError } from './command.ts';
import { parseArguments } from './parse-arguments.ts';

export interface NumberAnswer {
  readonly valid: boolean;
}

/** The three forms that every number check has: `NUMBER`, `NUMBER --json`, `--stdin`. Answers 1 when a number is not valid. */
export async function runNumberCommand<Answer extends NumberAnswer>(
  args: readonly string[],
  io: CommandIo,
  parse: (input: string) => Answer,
  describe: (answer: Answer) => string,
): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, stdin: { type: 'boolean' } },
  });
  if (values.stdin === true) {
    if (positionals.length > 0) throw new UsageError('give either a number or --stdin');
    return answerLines(io.stdin, io.stdout, (line) => {
      const answer = parse(line);
      return { answer, isNegative: !answer.valid };
    });
  }
  const [input, ...others] = positionals;
  if (input === undefined) throw new UsageError('the number or --stdin is missing');
  if (others.length > 0) throw new UsageError('one number at a time; use --stdin for many');
  const answer = parse(input);
  io.stdout.write(`${values.json === true ? JSON.stringify(answer) : describe(answer)}\n`);
  return answer.valid ? EXIT.ok : EXIT.negative;
}
