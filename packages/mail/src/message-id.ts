const HOST_OF_SENDER = /@([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])>?\s*$/u;

/**
 * The Message-ID of a message, from its own id and the host of the sender's address. It is fixed when the message is composed,
 * so that the one repeat nobody can rule out (a crash between the server's accept and our commit) carries the same id.
 */
export function messageIdOf(mailId: string, from: string): string {
  return `<${mailId}@${HOST_OF_SENDER.exec(from)?.[1] ?? 'localhost'}>`;
}
