import { join } from 'node:path';
import { type Config, loadConfig } from '@capeline/runtime';

/** How many requests one caller may make in a window. */
export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}

/** Limits by class of route; a route names its class (`defineRoute`). */
export interface RateLimits {
  /** Ways of signing in, by address: each costs a password hash or a guess. */
  readonly public: RateLimit;
  /** What anybody may read, by address. */
  readonly open: RateLimit;
  /** Reading and writing with a session or key, by session or key. */
  readonly read: RateLimit;
  readonly write: RateLimit;
  /** Credentials that were refused (unknown keys, dead sessions), by address. */
  readonly refused: RateLimit;
  /** Requests for a new password of one e-mail address, known or not. */
  readonly passwordReset: RateLimit;
  /** Failed sign-ins for one e-mail address from one network, and from everywhere. */
  readonly passwordGuess: RateLimit;
  readonly passwordGuessAnywhere: RateLimit;
}

/** argon2id parameters; OWASP's minimum is 19 MiB and two passes. */
export interface PasswordCost {
  readonly memoryCost: number;
  readonly timeCost: number;
  readonly parallelism: number;
}

/** What the API needs beyond the environment that all processes share. */
export interface ApiConfig extends Config {
  /** The built web app; may be missing. */
  readonly webDir: string;
  readonly passwordCost: PasswordCost;
  readonly session: { readonly idleMs: number; readonly absoluteMs: number };
  readonly limits: RateLimits;
  /** Asking for a new password is answered after so long, whether or not the address is known. */
  readonly resetAnswerMs: number;
  /** Answers 503 while the event loop lags more than this; 0 switches the guard off. */
  readonly maxEventLoopDelayMs: number;
  /** An upload of which nothing has come for so long is ended: it would keep its connection and its file for ever. */
  readonly uploadIdleMs: number;
  /** The longest that one request may take to arrive: the largest report over a slow line. */
  readonly longestRequestMs: number;
  /** How old the worker's heartbeat may be before the service counts as not ready. */
  readonly heartbeatMaxAgeMs: number;
  /** How old the last sweep may be: two of the worker's intervals, and a fifth of them for the way; eleven minutes unless they are shorter. */
  readonly sweepMaxAgeMs: number;
  /** With less room in the data folder the service counts as not ready, while uploads still go through. */
  readonly minFreeDiskBytes: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const SWEEPS_BEFORE_LATE = 2.2;

const DEFAULTS = {
  webDir: join(import.meta.dirname, '../../web/dist'),
  passwordCost: { memoryCost: 19_456, timeCost: 2, parallelism: 1 },
  session: { idleMs: 12 * HOUR, absoluteMs: 30 * 24 * HOUR },
  limits: {
    public: { max: 30, windowMs: MINUTE },
    open: { max: 1200, windowMs: MINUTE },
    read: { max: 3000, windowMs: MINUTE },
    write: { max: 1200, windowMs: MINUTE },
    refused: { max: 120, windowMs: MINUTE },
    passwordReset: { max: 3, windowMs: 15 * MINUTE },
    passwordGuess: { max: 10, windowMs: 15 * MINUTE },
    passwordGuessAnywhere: { max: 100, windowMs: 15 * MINUTE },
  },
  resetAnswerMs: 300,
  maxEventLoopDelayMs: 5 * SECOND,
  uploadIdleMs: 2 * MINUTE,
  longestRequestMs: HOUR,
  heartbeatMaxAgeMs: MINUTE,
  minFreeDiskBytes: 128 * 1024 * 1024,
} as const;

/** Puts the API's own settings beside the shared ones; `overrides` are for tests and for operators who embed the API. */
export function apiConfig(config: Config, overrides: Partial<ApiConfig> = {}): ApiConfig {
  return { ...config, ...DEFAULTS, sweepMaxAgeMs: config.workerTimes.sweepMs * SWEEPS_BEFORE_LATE, ...overrides };
}

/** Reads the environment; throws `ConfigError` with every fault listed. */
export function loadApiConfig(): ApiConfig {
  return apiConfig(loadConfig());
}
