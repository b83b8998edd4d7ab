/** Keys whose text never reaches a log, wherever they are nested. */
const SECRET_KEYS =
  'cookie|set-cookie|authorization|proxy-authorization|password|passwordHash|secret|token|signInLink|apiKey|email|recipient|importerNumber|ssn|ein|to';

const VALUE = '"(?:[^"\\\\]|\\\\.)*"';
const KEYED = new RegExp(`"(${SECRET_KEYS})":(?:${VALUE}|\\[(?:${VALUE},?)*\\])`, 'gi');

/** Patterns that are secrets by their shape, in any text: what matches, and what stands in the log instead. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@"]*):[^\s@"]+@/gi, '$1:[redacted]@'], // a password in an address
  [/\bcl_live_[A-Za-z0-9_-]+/g, '[api key]'],
  [/\bBearer\s+[A-Za-z0-9._~+/=-]+/gi, 'Bearer [redacted]'],
  [/([?&](?:token|secret|code|key|signature)=)[^&\s"\\]+/gi, '$1[redacted]'],
  [/(\/(?:calendar|sign-in|request)\/)[A-Za-z0-9_-]{16,}/g, '$1[redacted]'],
  [/[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g, '[e-mail]'],
  // The three forms of an importer number: EIN with optional suffix, SSN, CBP-assigned (CBP Form 5106).
  [/(?<![\w-])(?:\d{2}-\d{7}[A-Z0-9]{0,2}|\d{3}-\d{2}-\d{4}|\d{6}-\d{5})(?![\w-])/g, '[importer number]'],
];

/** Removes cookies, credentials, keys, e-mail addresses and importer numbers from one serialized log line; the line stays valid JSON. */
export function scrubLogLine(line: string): string {
  let scrubbed = line.replace(KEYED, '"$1":"[redacted]"');
  for (const [shape, replacement] of SHAPES) scrubbed = scrubbed.replace(shape, replacement);
  return scrubbed;
}
