import { gunzipSync } from 'node:zlib';

/** A part of a MIME archive, as cloud-init sees it. */
export interface ParsedPart {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Takes a MIME multi-part archive apart; written from RFC 2046, apart from the code that renders it. */
export function parseMimeMultipart(text: string): ParsedPart[] {
  const [head = '', ...rest] = text.split('\n\n');
  const headers = parseHeaders(head);
  const boundary = /^multipart\/mixed; boundary="([^"]+)"$/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) {
    throw new Error(`no boundary in ${headers['content-type']}`);
  }
  const lines = rest.join('\n\n').split('\n');
  const end = lines.indexOf(`--${boundary}--`);
  if (end < 0) {
    throw new Error('the archive has no end');
  }
  const parts: string[][] = [];
  for (const line of lines.slice(0, end)) {
    if (line === `--${boundary}`) {
      parts.push([]);
    } else {
      parts.at(-1)?.push(line);
    }
  }
  return parts.map((part) => {
    const blank = part.indexOf('');
    const partHeaders = parseHeaders(part.slice(0, blank).join('\n'));
    return { headers: partHeaders, body: decode(partHeaders, part.slice(blank + 1).join('\n')) };
  });
}

function parseHeaders(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)] as const;
    }),
  );
}

function decode(headers: Readonly<Record<string, string>>, body: string): string {
  const bytes = Buffer.from(body, headers['content-transfer-encoding'] === 'base64' ? 'base64' : 'utf8');
  return (headers['content-type'] === 'application/gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
}
