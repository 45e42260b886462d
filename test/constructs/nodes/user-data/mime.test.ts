import { Fn, Stack, Token } from 'aws-cdk-lib';

import { imexScripts } from '../../../../constructs/nodes/user-data/imex';
import { renderMimeMultipart, userDataBytes } from '../../../../constructs/nodes/user-data/mime';
import { nodeScripts } from '../../../../constructs/nodes/user-data/node-user-data';
import type { UserDataPart } from '../../../../constructs/nodes/user-data/user-data-part';
import { testApp } from '../../../support/app';
import { parseMimeMultipart } from './mime-parser';

const PLAIN: UserDataPart = {
  contentType: 'text/cloud-config',
  filename: 'a.cfg',
  body: '#cloud-config\nruncmd: []\n',
};
const PACKED = nodeScripts();

test('parts come out as they went in, in their order', () => {
  const parts = parseMimeMultipart(renderMimeMultipart([PLAIN, PACKED]));
  expect(parts.map(({ body }) => body.trimEnd())).toEqual([PLAIN.body.trimEnd(), PACKED.body.trimEnd()]);
  expect(parts.map(({ headers }) => headers['content-disposition'])).toEqual([
    'attachment; filename="a.cfg"',
    'attachment; filename="ultraserver-scripts.cfg"',
  ]);
});

test('a plain part names its type; a packed one lets cloud-init find it', () => {
  const [plain, packed] = parseMimeMultipart(renderMimeMultipart([PLAIN, PACKED]));
  expect(plain?.headers).toMatchObject({
    'content-type': 'text/cloud-config',
  });
  expect(packed?.headers).toMatchObject({
    'content-type': 'application/gzip',
    'content-transfer-encoding': 'base64',
  });
});

test('blank lines stand before each boundary and after each type of a part, as AWS PCS asks for them', () => {
  const lines = renderMimeMultipart([PLAIN, PACKED, PLAIN]).split('\n');
  const followed = (pattern: RegExp, step: number): (string | undefined)[] =>
    lines.flatMap((line, index) => (pattern.test(line) ? [lines[index + step]] : []));
  expect(followed(/^--==NODE==(--)?$/, -1)).toEqual(['', '', '', '']);
  expect(followed(/^Content-Type: (?!multipart)/, 1)).toEqual(['', '', '']);
});

test('what another part contains does not travel twice', () => {
  const whole = imexScripts();
  expect(parseMimeMultipart(renderMimeMultipart([PLAIN, PACKED, whole])).map(({ body }) => body.trimEnd())).toEqual([
    PLAIN.body.trimEnd(),
    whole.body.trimEnd(),
  ]);
});

test('a part of others travels as text, whatever it holds beside', () => {
  const own: UserDataPart = Object.assign({ ...PLAIN }, { compressed: false, contains: PACKED.filename });
  expect(parseMimeMultipart(renderMimeMultipart([PACKED, own]))).toHaveLength(2);
});

test('lines of a packed part are as short as MIME wants them', () => {
  expect(
    Math.max(
      ...renderMimeMultipart([PACKED])
        .split('\n')
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(78);
});

test('refuses what the archive cannot carry', () => {
  expect(() => renderMimeMultipart([{ ...PLAIN, body: 'naïve' }])).toThrow(/'a.cfg' holds other characters than ASCII/);
  expect(() => renderMimeMultipart([{ ...PLAIN, body: '\n--==NODE==\n' }])).toThrow(/which parts two parts/);
});

test('references are left for CloudFormation', () => {
  const stack = new Stack(testApp(), 'Test');
  const body = `#cloud-config\n# ${Token.asString(Fn.importValue('Group'))}\n`;
  const rendered = JSON.stringify(stack.resolve(renderMimeMultipart([{ ...PLAIN, body }])));
  expect(rendered).toContain('{"Fn::ImportValue":"Group"}');
});

test('counts bytes before base64', () => {
  expect(userDataBytes('12345\n')).toBe(6);
});
