export { type Clock, createClock, createTestClock, systemClock, type TestClock } from './clock.ts';
export { type Config, type DatabaseConfig, isLoopbackHost, loadConfig } from './config/config.ts';
export { ConfigError, type ConfigFault } from './config/config-error.ts';
export type { LogLevel } from './config/schema.ts';
export { createLogger, type Logger, silentLogger } from './logger.ts';
export { createShutdown, type Shutdown, stopOnSignals } from './shutdown.ts';
