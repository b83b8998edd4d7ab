import { type DestinationStream, destination, type Logger as PinoLogger, pino, stdTimeFunctions } from 'pino';
import type { LogLevel } from './config/schema.ts';
import { scrubLogLine } from './scrub.ts';

export type Logger = PinoLogger;

/**
 * A JSON logger on standard output (or `output`). Every line is scrubbed after serialization, so that no serializer, child or
 * error text can carry a cookie, credential, e-mail address or importer number past it.
 */
export function createLogger(
  options: { readonly level?: LogLevel; readonly name?: string },
  output: DestinationStream = destination({ dest: 1, sync: true }),
): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: options.name === undefined ? {} : { name: options.name },
      timestamp: stdTimeFunctions.isoTime,
      redact: {
        paths: ['req.headers', 'res.headers', 'headers.cookie', 'headers.authorization'],
        censor: '[redacted]',
      },
    },
    { write: (line: string) => output.write(scrubLogLine(line)) },
  );
}

/** A logger that says nothing; for tests and for commands whose standard output is the answer. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
