export type Part =
  | { name: string; value: string }
  | { name: string; fileName: string; bytes: string | Buffer; type?: string };

/** A multipart form written out by hand, so that the order of its parts is the test's. */
export function form(parts: readonly Part[]): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'boundary-of-the-test';
  const pieces = parts.flatMap((part) => {
    const file = 'fileName' in part;
    const disposition = `form-data; name="${part.name}"${file ? `; filename="${part.fileName}"` : ''}`;
    const type = file ? `Content-Type: ${part.type ?? 'application/octet-stream'}\r\n` : '';
    const head = `--${boundary}\r\nContent-Disposition: ${disposition}\r\n${type}\r\n`;
    return [Buffer.from(head), Buffer.from(file ? part.bytes : part.value), Buffer.from('\r\n')];
  });
  return {
    payload: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

export const file = (bytes: string | Buffer, fileName = 'es003.csv'): Part => ({
  name: 'file',
  fileName,
  bytes,
  type: 'text/csv',
});
export const field = (name: string, value: string): Part => ({ name, value });
