import { describe, expect, it } from '@jest/globals';
import { isLoopbackHost, loadConfig } from './config.ts';
import { ConfigError, type ConfigFault } from './config-error.ts';
import { DEFAULT_WORKER_TIMES } from './worker-times.ts';

function faultsOf(env: Record<string, string>): readonly ConfigFault[] {
  try {
    loadConfig(env, '/srv');
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}
const namesOf = (env: Record<string, string>): string[] => faultsOf(env).map((fault) => fault.name);

describe('loadConfig', () => {
  it('needs no variable at all: embedded database, no mail, sample on', () => {
    expect(loadConfig({}, '/srv')).toEqual({
      port: 3000,
      host: '127.0.0.1',
      appUrl: 'http://127.0.0.1:3000',
      trustedProxies: [],
      database: { mode: 'embedded' },
      redisUrl: null,
      mail: { smtpUrl: null, from: 'Capeline <capeline@localhost>', requireTls: false, isLoopback: false },
      dataDir: '/srv/.capeline',
      maxUploadBytes: 200 * 1024 * 1024,
      retention: { uploadsDays: null, mailsDays: null },
      evidence: { maxBytes: 20 * 1024 * 1024, firmBytes: 10_000 * 1024 * 1024, keepRemovedDays: 30 },
      sample: true,
      today: null,
      workerTimes: DEFAULT_WORKER_TIMES,
      supervised: false,
      logLevel: 'info',
    });
  });

  it('makes single times of the worker shorter, and none longer', () => {
    expect(loadConfig({ CAPELINE_WORKER_TIMES: 'watchdogMs=500, importLeaseMs=1500' }).workerTimes).toEqual({
      ...DEFAULT_WORKER_TIMES,
      watchdogMs: 500,
      importLeaseMs: 1500,
    });
    for (const wrong of ['watchdogMs=10001', 'watchdogMs=99', 'watchdog=500', 'watchdogMs', 'toString=500'])
      expect(namesOf({ CAPELINE_WORKER_TIMES: wrong })).toEqual(['CAPELINE_WORKER_TIMES']);
  });

  it('takes an empty variable for an unset one', () => {
    expect(loadConfig({ PORT: '', REDIS_URL: '  ', CAPELINE_TODAY: '' }, '/srv')).toEqual(loadConfig({}, '/srv'));
  });

  it('lists all faults at once, each with a cure, and repeats no value', () => {
    const faults = faultsOf({
      PORT: 'http',
      APP_URL: 'ftp://x',
      TRUSTED_PROXIES: '10.0.0.0/8, nonsense',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      CAPELINE_TODAY: '2026-02-30',
      CAPELINE_SAMPLE: 'maybe',
      CAPELINE_MAX_UPLOAD_MB: '2001',
      LOG_LEVEL: 'loud',
      SMTP_URL: 'smtp://mail.example.com',
    });
    expect(faults.map((fault) => fault.name).sort()).toEqual(
      [
        'APP_URL',
        'CAPELINE_MAX_UPLOAD_MB',
        'CAPELINE_SAMPLE',
        'CAPELINE_TODAY',
        'DATABASE_URL',
        'LOG_LEVEL',
        'MAIL_FROM',
        'PORT',
        'TRUSTED_PROXIES',
      ].sort(),
    );
    for (const fault of faults) expect(fault.cure).not.toBe('');
    expect(new ConfigError(faults).message).not.toContain('hunter2');
  });

  it('refuses to mail off the machine while the business date is fixed', () => {
    const mail = { MAIL_FROM: 'Capeline <a@example.com>', CAPELINE_TODAY: '2026-11-23' };
    expect(namesOf({ ...mail, SMTP_URL: 'smtp://mail.example.com:587' })).toEqual(['SMTP_URL']);
    for (const host of ['localhost:2525', '127.0.0.1:2525', '[::1]:2525'])
      expect(namesOf({ ...mail, SMTP_URL: `smtp://${host}` })).toEqual([]);
  });

  it('demands a system role beside the application role, and three different roles', () => {
    const app = 'postgresql://app:x@db/capeline';
    expect(namesOf({ DATABASE_URL: app })).toEqual(['DATABASE_SYSTEM_URL']);
    expect(namesOf({ DATABASE_URL: app, DATABASE_SYSTEM_URL: app })).toEqual(['DATABASE_SYSTEM_URL']);
    expect(
      namesOf({ DATABASE_URL: app, DATABASE_SYSTEM_URL: 'postgresql://system:x@db/capeline', DATABASE_OWNER_URL: app }),
    ).toEqual(['DATABASE_OWNER_URL']);
    expect(namesOf({ DATABASE_SYSTEM_URL: app })).toEqual(['DATABASE_SYSTEM_URL']);
  });

  it('reads an external database, a Redis and a public address', () => {
    const config = loadConfig(
      {
        DATABASE_URL: 'postgresql://app:x@db/capeline',
        DATABASE_SYSTEM_URL: 'postgresql://system:x@db/capeline',
        REDIS_URL: 'redis://cache:6379/1',
        APP_URL: 'https://capeline.example.com/',
        HOST: '0.0.0.0',
        TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,fd00::/8',
        CAPELINE_DATA_DIR: '/var/lib/capeline',
        CAPELINE_SAMPLE: '0',
        CAPELINE_KEEP_UPLOADS_DAYS: '1830',
        CAPELINE_KEEP_MAILS_DAYS: '400',
      },
      '/srv',
    );
    expect(config.database).toMatchObject({ mode: 'external', ownerUrl: null });
    expect(config.appUrl).toBe('https://capeline.example.com');
    expect(config.trustedProxies).toEqual(['loopback', '10.0.0.0/8', 'fd00::/8']);
    expect(config.dataDir).toBe('/var/lib/capeline');
    expect(config.sample).toBe(false);
    expect(config.retention).toEqual({ uploadsDays: 1830, mailsDays: 400 });
  });
});

describe('the mail server', () => {
  const requiresTls = (address: string) =>
    loadConfig({ SMTP_URL: address, MAIL_FROM: 'a@broker.example' }, '/srv').mail.requireTls;

  it.each([
    ['smtp://user:secret@mail.example.com:587', true],
    ['smtp://mail.example.com:25', false],
    ['smtp://mail.example.com:25?tls=required', true],
    ['smtp://user:secret@mail.example.com:587?tls=optional', false],
    ['smtp://user:secret@127.0.0.1:1025', false],
  ])('is told no password in clear on a network unless somebody says so: %s requires TLS: %s', (address, expected) => {
    expect(requiresTls(address)).toBe(expected);
  });

  it('refuses a misspelt wish for TLS instead of dropping it', () => {
    expect(() => requiresTls('smtp://mail.example.com?tls=yes')).toThrow('tls=required');
    expect(() => requiresTls('smtp://mail.example.com?starttls=required')).toThrow('tls=required');
  });
});

describe('isLoopbackHost', () => {
  it('does not take a name that only looks like this machine', () => {
    expect(isLoopbackHost('localhost.example.com')).toBe(false);
    expect(isLoopbackHost('127.0.0.1.example.com')).toBe(false);
    expect(isLoopbackHost('128.0.0.1')).toBe(false);
  });
});
