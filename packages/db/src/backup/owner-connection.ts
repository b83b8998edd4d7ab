import pg from 'pg';

/** The same text for the same value on every server, so that what is saved here is read alike there. */
const SETTINGS = `set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set extra_float_digits = 1;
  set bytea_output = 'hex'; set client_encoding = 'UTF8'; set search_path = public, pg_catalog; set statement_timeout = 0;
  set idle_in_transaction_session_timeout = 0; set app.backup = 'on'`;

/** Runs `work` on a connection of the owner that sees every firm, with settings under which values are written and read alike everywhere. */
export async function withOwner<Result>(
  ownerUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'capeline backup' });
  client.on('error', () => undefined); // the statement under way reports it
  await client.connect();
  try {
    await client.query(SETTINGS);
    return await work(client);
  } finally {
    await client.end();
  }
}
