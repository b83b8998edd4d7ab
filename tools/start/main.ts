import {
  type Config,
  ConfigError,
  createLogger,
  createShutdown,
  DataDirInUseError,
  loadConfig,
  QueueMisconfiguredError,
  stopOnSignals,
} from '@capeline/runtime';
import { type InstanceParts, runInstance } from './run-instance.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`${text}\n`);

/** The mistakes that the operator mends; all others are ours. */
function isOperatorsFault(error: unknown): error is Error {
  return error instanceof ConfigError || error instanceof DataDirInUseError || error instanceof QueueMisconfiguredError;
}

function readConfig(): Config {
  try {
    return loadConfig();
  } catch (error) {
    if (!isOperatorsFault(error)) throw error;
    complain(error.message);
    process.exit(2);
  }
}

function announce(config: Config): void {
  say('');
  say(`Capeline is running at ${config.appUrl}`);
  if (config.sample) say('The sample firm is on its board: choose "Look at the sample" on the first page.');
  if (config.mail.smtpUrl === null) say('Mail is not configured (SMTP_URL): alerts are shown in the app only.');
  if (config.today !== null) say(`Rehearsal: the business date is fixed to ${config.today}.`);
  say(`Data and logs: ${config.dataDir}. Press Ctrl-C to stop.`);
}

/** `npm start`: runs an instance until Ctrl-C or SIGTERM, which is one orderly stop. Exit 0 after it, 2 for what the operator mends, 1 otherwise. */
export async function main(parts: InstanceParts): Promise<void> {
  const config = readConfig();
  const level = config.logLevel === 'info' ? 'warn' : config.logLevel; // the terminal is for people, details are in the logs
  const shutdown = createShutdown(createLogger({ level, name: 'start' }));
  let failedWith: number | null = null;
  stopOnSignals(shutdown, {
    supervised: false,
    exit: (code) => {
      if (failedWith === null) say('Capeline has stopped.');
      process.exit(failedWith ?? code);
    },
  });
  // The bootstrap holds the other end: when it is killed, nobody could stop us any more.
  process.once('disconnect', () => process.emit('SIGTERM'));
  process.channel?.unref();
  say('Starting Capeline …');
  shutdown.signal.addEventListener('abort', () => {
    if (failedWith === null) say('\nStopping …');
  });
  const fail = async (error: unknown): Promise<void> => {
    if (shutdown.signal.aborted) return; // the stop itself made it fail
    failedWith = isOperatorsFault(error) ? 2 : 1;
    complain(error instanceof Error ? error.message : String(error));
    await shutdown.stop('a failure');
    process.exit(failedWith);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  try {
    await runInstance(config, parts, createLogger({ level, name: 'start' }), shutdown);
    if (!shutdown.signal.aborted) announce(config);
  } catch (error) {
    await fail(error);
  }
}
