import type pg from 'pg';

/** The database role could see past row-level security; nothing may be served with it. */
export class UnsafeRoleError extends Error {
  override readonly name = 'UnsafeRoleError';
}

type RoleFacts = { role: string; is_superuser: boolean; bypasses: boolean; owns_tables: boolean };

/**
 * Throws `UnsafeRoleError` when the connection's role is a superuser, bypasses row-level security, or may act as the owner of
 * the tables (who could switch it off).
 */
export async function assertSafeRole(client: Pick<pg.ClientBase, 'query'>): Promise<void> {
  const { rows } = await client.query<RoleFacts>(
    `select current_user as role,
            bool_or(rolsuper) as is_superuser,
            bool_or(rolbypassrls) as bypasses,
            coalesce(
              (select pg_has_role(current_user, relowner, 'MEMBER') from pg_class where oid = to_regclass('public.organization')),
              false
            ) as owns_tables
       from pg_roles
      where rolname in (current_user, session_user)`,
  );
  const [facts] = rows;
  if (facts === undefined) throw new UnsafeRoleError('The database role could not be examined.');
  const fault = facts.is_superuser
    ? 'is a superuser'
    : facts.bypasses
      ? 'bypasses row-level security'
      : facts.owns_tables
        ? 'owns the tables'
        : null;
  if (fault !== null) {
    throw new UnsafeRoleError(
      `The database role "${facts.role}" ${fault}, so firms would not be kept apart. Connect as capeline_app and capeline_system.`,
    );
  }
}
