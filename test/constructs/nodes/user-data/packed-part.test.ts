import { gunzipSync } from 'node:zlib';

import { nodeScripts } from '../../../../constructs/nodes/user-data/node-user-data';
import { packedText } from '../../../../constructs/nodes/user-data/packed-part';
import { staticParts } from '../../../../lib/package/pack-user-data';

const PARTS = staticParts();

test.each(PARTS)('$filename is packed as it stands', (part) => {
  expect(gunzipSync(Buffer.from(packedText(part), 'base64')).toString('utf8')).toBe(part.body);
});

test.each(PARTS)('$filename is packed without time, name and system, which would differ', (part) => {
  const header = Buffer.from(packedText(part), 'base64').subarray(0, 8);
  expect([...header]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0]);
});

test('a script that was changed and not packed again is not sent in its old form', () => {
  const changed = { ...nodeScripts(), body: `${nodeScripts().body}# changed` };
  expect(() => packedText(changed)).toThrow(
    /'ultraserver-scripts.cfg' was packed from another text; run 'npm run prepare'/,
  );
});

test('a part that the package does not carry is refused', () => {
  expect(() => packedText({ ...nodeScripts(), filename: 'own.cfg' })).toThrow(/'own.cfg' is not packed/);
});
