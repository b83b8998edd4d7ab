import type { Protection } from '../protection.ts';

const SWEEP = { folder: 'packages/operations', file: 'src/alerts/sweep-organization.test.ts' };

/** How a rehearsal is kept from being taken for the real thing. */
export const REHEARSAL: readonly Protection[] = [
  {
    name: 'rehearsal-stays-here',
    about: 'With a fixed business date no mail leaves for a server on another machine.',
    removal: [
      {
        file: 'packages/operations/src/mail/deliver-mail.ts',
        find: 'if (mail.isRehearsal)',
        replace: 'if (false)',
      },
    ],
    tests: {
      folder: 'packages/operations',
      file: 'src/mail/deliver-mail.test.ts',
      turnRed: ['never lets the sample firm or a rehearsal mail beyond this machine'],
    },
  },
  {
    name: 'rehearsal-refuses-other-servers',
    about: 'With a fixed business date nothing starts that could mail beyond this machine.',
    removal: [
      {
        file: 'packages/runtime/src/config/config.ts',
        find: 'if (today !== undefined && !isLoopbackHost(new URL(smtpUrl).hostname))',
        replace: 'if (false)',
      },
    ],
    tests: {
      folder: 'packages/runtime',
      file: 'src/config/config.test.ts',
      turnRed: ['refuses to mail off the machine while the business date is fixed'],
    },
  },
  {
    name: 'rehearsal-marks-every-export',
    about: 'With a fixed business date every answer and every file says so.',
    removal: [{ file: 'apps/api/src/plugins/rehearsal.ts', find: 'if (date === null) return;', replace: 'return;' }],
    tests: {
      folder: 'apps/api',
      file: 'src/plugins/rehearsal.test.ts',
      turnRed: ['marks every answer, also of what is not there, and the name of every file'],
    },
  },
  {
    name: 'rehearsal-marks-every-digest',
    about: 'With a fixed business date every digest says so in its subject and its parts.',
    removal: [
      {
        file: 'packages/operations/src/alerts/compose-digest.ts',
        find: 'isRehearsal: mail.isRehearsal,',
        replace: 'isRehearsal: false,',
      },
    ],
    tests: { ...SWEEP, turnRed: ['waits for the firm’s hour, and does not wait in a rehearsal'] },
  },
  {
    name: 'rehearsal-shows-a-banner',
    about: 'With a fixed business date every screen and every printed page says so.',
    removal: [{ file: 'apps/web/src/app/banners.tsx', find: '{me.rehearsal ? (', replace: '{false ? (' }],
    tests: {
      folder: 'apps/web',
      file: 'src/app/banners.test.tsx',
      turnRed: ['names the rehearsal date and the sample, on paper too'],
    },
  },
];
