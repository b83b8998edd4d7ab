/** What this package needs of a logger; pino's fits. */
export type DatabaseLogger = {
  debug: (details: object, message: string) => void;
  info: (details: object, message: string) => void;
  warn: (details: object, message: string) => void;
};
