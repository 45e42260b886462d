import { packedText } from './packed-part';
import { effectiveParts, isPackagePart } from './user-data-part';
import type { UserDataPart } from './user-data-part';

/** EC2's limit on user data, in bytes before it is put in base64. @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const USER_DATA_LIMIT_BYTES = 16_384;

const BOUNDARY = '==NODE==';
const BASE64_LINE = 76;

/**
 * Renders parts as the MIME multi-part archive that cloud-init reads, less those that others contain. The same parts give the same bytes, on any machine.
 *
 * A blank line is before each boundary and after each type: AWS PCS, which merges the archive with one of its own, asks for
 * both.
 *
 * @throws Error where a part is not ASCII, or holds the line that parts two parts
 * @see https://docs.cloud-init.io/en/latest/explanation/format.html#mime-multi-part-archive
 * @see https://docs.aws.amazon.com/pcs/latest/userguide/working-with_ec2-user-data.html
 */
export function renderMimeMultipart(parts: UserDataPart[]): string {
  return [
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    'MIME-Version: 1.0',
    '',
    ...effectiveParts(parts).flatMap((part) => [`--${BOUNDARY}`, ...renderPart(part)]),
    `--${BOUNDARY}--`,
    '',
  ].join('\n');
}

/**
 * The size of rendered user data in bytes, before base64. A CDK token counts as its placeholder, which is about as long
 * as the name that takes its place.
 */
export function userDataBytes(rendered: string): number {
  return Buffer.byteLength(rendered, 'utf8');
}

function renderPart(part: UserDataPart): string[] {
  // oxlint-disable-next-line no-control-regex -- the range is ASCII as a whole
  if (!/^[\x00-\x7f]*$/.test(part.body)) {
    throw new Error(`user data part '${part.filename}' holds other characters than ASCII; write it without them`);
  }
  if (part.body.includes(`--${BOUNDARY}`)) {
    throw new Error(`user data part '${part.filename}' holds '--${BOUNDARY}', which parts two parts; write it without`);
  }
  // Without a word on them, the characters are ASCII and the encoding is 7bit (RFC 2045). Every byte counts here.
  const [headers, body] = isPackagePart(part)
    ? // cloud-init unpacks it and takes its type from the first line.
      [['Content-Transfer-Encoding: base64', 'Content-Type: application/gzip'], `${wrap(packedText(part))}\n`]
    : [[`Content-Type: ${part.contentType}`], part.body];
  return [`Content-Disposition: attachment; filename="${part.filename}"`, ...headers, '', body];
}

function wrap(text: string): string {
  return (text.match(new RegExp(`.{1,${BASE64_LINE}}`, 'g')) ?? []).join('\n');
}
