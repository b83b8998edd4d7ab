import { defineConfig } from 'prisma/config';

/** Migrations are run by packages/db (no engine download); this file only tells the `prisma` command where things are. */
export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
