import { once } from 'node:events';
import { EXIT } from './command.ts';

export interface LineAnswer {
  readonly answer: unknown;
  readonly isNegative: boolean;
}

const FLUSH_AT_CHARACTERS = 64 * 1024;

/**
 * Reads one input a line and writes one JSON object a line, in order, holding one chunk of input and one of output at a
 * time. Line ends may be LF or CRLF; an empty line is an input like any other. Answers 1 when any answer was negative.
 */
export async function answerLines(
  stdin: NodeJS.ReadableStream,
  stdout: NodeJS.WritableStream,
  answerOf: (line: string) => LineAnswer,
): Promise<number> {
  let exitCode: number = EXIT.ok;
  let pending = '';
  let rest = '';

  const flush = async (): Promise<void> => {
    const text = pending;
    pending = '';
    if (text !== '' && !stdout.write(text)) await once(stdout, 'drain');
  };
  const answer = (line: string): void => {
    const { answer: value, isNegative } = answerOf(line.endsWith('\r') ? line.slice(0, -1) : line);
    if (isNegative) exitCode = EXIT.negative;
    pending += `${JSON.stringify(value)}\n`;
  };

  stdin.setEncoding('utf8');
  for await (const chunk of stdin) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      answer(line);
      if (pending.length >= FLUSH_AT_CHARACTERS) await flush();
    }
    await flush();
  }
  if (rest !== '') answer(rest);
  await flush();
  return exitCode;
}
