/**
 * A mail server that accepts everything and keeps nothing, in a process of its own: both sides of `alerts` send to it. Environment: PORT for
 * `GET /livez` and `GET /accepted` (how many mails came), SMTP_PORT.
 */
import { createServer } from 'node:http';
import { SMTPServer } from 'smtp-server';
import { readSinkSettings } from '../config.ts';

const { port, smtpPort } = readSinkSettings();
let accepted = 0;

const sink = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  logger: false,
  onData: (stream, _session, done) => {
    stream.resume();
    stream.on('end', () => {
      accepted += 1;
      done();
    });
  },
});
sink.on('error', () => undefined); // a client that hangs up is no matter
sink.listen(smtpPort, '127.0.0.1');

createServer((_request, response) => response.end(JSON.stringify({ accepted }))).listen(port, '127.0.0.1');
