import own from '../package.json' with { type: 'json' };
import { type CommandIo, EXIT, UsageError } from './command.ts';
import { COMMANDS, type CommandEntry } from './command-table.ts';

function helpText(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'capeline: readiness and deadlines for US customs brokers',
    '',
    'Usage: capeline COMMAND [OPTIONS]',
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    '`capeline COMMAND --help` tells more. Exit codes: 0 fine, 1 a negative answer, 2 bad usage or input.',
    'Dates are aids; the licensed broker decides.',
    '',
  ].join('\n');
}

function usageOf(usage: string): string {
  return `Usage:\n${usage
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n')}\n`;
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).some((argument) => argument === '--help' || argument === '-h');
}

async function runCommand(entry: CommandEntry, args: readonly string[], io: CommandIo): Promise<number> {
  const command = await entry.load();
  if (asksForHelp(args)) {
    io.stdout.write(`${command.summary}\n\n${usageOf(command.usage)}`);
    return EXIT.ok;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`capeline ${command.name}: ${error.message}\n\n${usageOf(command.usage)}`);
    return EXIT.usage;
  }
}

/** Finds the command, runs it and answers its exit code; help goes to standard output, complaints to standard error. */
export async function runCli(args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    io.stderr.write(helpText());
    return EXIT.usage;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    io.stdout.write(helpText());
    return EXIT.ok;
  }
  if (name === '--version') {
    io.stdout.write(`${own.version}\n`);
    return EXIT.ok;
  }
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (entry === undefined) {
    io.stderr.write(`capeline: unknown command ${JSON.stringify(name)}\n\n${helpText()}`);
    return EXIT.usage;
  }
  return runCommand(entry, rest, io);
}
