import type { Protection } from '../protection.ts';

/** Files that are kept as evidence: what comes in, and what a browser is told. */
export const EVIDENCE: readonly Protection[] = [
  {
    name: 'evidence-is-one-thing',
    about: 'A picture or paper in the beginning of which a page is hidden is refused.',
    removal: [
      {
        file: 'packages/operations/src/evidence/content/refused-kinds.ts',
        find: "if (!ANY_MARKUP.test(head.toString('latin1'))) return null;",
        replace: 'return null;',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/features/evidence/hostile-files.test.ts',
      turnRed: [
        'is refused with its cure: a PDF with a page in its head',
        'is refused with its cure: a PNG with a page in it',
        'is refused with its cure: a JPEG with something behind it',
      ],
    },
  },
  {
    name: 'evidence-is-never-a-page',
    about: 'What somebody uploaded is answered sandboxed and under its exact type.',
    removal: [
      {
        file: 'apps/api/src/features/evidence/content-headers.ts',
        find: "const SANDBOX = \"sandbox; default-src 'none'; frame-ancestors 'none'\";",
        replace: 'const SANDBOX = "default-src \'self\'";',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/features/evidence/hostile-files.test.ts',
      turnRed: [
        'is answered as what it is and nothing else: a PNG',
        'is answered as what it is and nothing else: a JPEG',
        'is answered as what it is and nothing else: a message with a page in it',
      ],
    },
  },
  {
    name: 'evidence-is-held-to-its-hash',
    about: 'Evidence whose bytes are not those that were added is not handed out whole.',
    removal: [
      {
        file: 'packages/operations/src/evidence/open-evidence.ts',
        find: 'if (!hash.digest().equals(sha256))',
        replace: 'if (hash.digest().length === 0)',
      },
    ],
    tests: {
      folder: 'apps/api',
      file: 'src/features/evidence/routes.test.ts',
      turnRed: ['goes with no byte past the hash under which it came'],
    },
  },
];
