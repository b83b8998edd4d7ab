import { createServer } from 'node:net';

async function tryPort(port: number, host: string): Promise<number | null> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(null) : reject(error),
  );
  server.listen({ port, host, exclusive: true }, () => {
    const address = server.address();
    const taken = typeof address === 'object' && address !== null ? address.port : null;
    server.close(() => resolve(taken));
  });
  return promise;
}

/** Whether a TCP port can be listened on at `host` at this moment. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await tryPort(port, host)) !== null;
}

/** A TCP port of 127.0.0.1 that is free at this moment: `preferred` if it is, else any. Somebody may take it before you do: be ready to ask again. */
export async function findFreePort(preferred?: number): Promise<number> {
  const wished = preferred === undefined ? null : await tryPort(preferred, '127.0.0.1');
  const port = wished ?? (await tryPort(0, '127.0.0.1'));
  if (port === null) throw new Error('No TCP port of 127.0.0.1 is free.');
  return port;
}
