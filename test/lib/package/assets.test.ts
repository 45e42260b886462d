import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeAssets, PACKAGE_FOLDER, readAssets, writeAssets } from '../../../lib/package/assets';

describe('the assets that stand', () => {
  test("are those of today's sources; else run 'npm run prepare'", () => {
    expect(readAssets(join(PACKAGE_FOLDER, 'assets'))).toEqual(makeAssets());
  });

  test('are the bundled handlers and the packed user data', () => {
    expect([...makeAssets().keys()]).toEqual(
      expect.arrayContaining([
        join('handlers', 'group-guard', 'index.js'),
        join('handlers', 'lock-default-security-group', 'index.js'),
        join('user-data', 'ultraserver-scripts.cfg.json'),
      ]),
    );
  });

  test('leave the AWS SDK to the Lambda runtime', () => {
    expect(makeAssets().get(join('handlers', 'group-guard', 'index.js'))).toContain('require("@aws-sdk/');
  });
});

describe('writing assets', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'assets-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test('removes what is no asset any more', () => {
    mkdirSync(join(folder, 'old'));
    writeFileSync(join(folder, 'old', 'left.js'), 'left');
    const assets = new Map([[join('new', 'index.js'), 'made']]);
    expect(writeAssets(folder, assets)).toEqual([join('old', 'left.js'), join('new', 'index.js')]);
    expect(readAssets(folder)).toEqual(assets);
  });

  test('does not touch what is right already', () => {
    const assets = new Map([['same.js', 'same']]);
    writeAssets(folder, assets);
    const past = new Date('2026-01-01T00:00:00Z');
    utimesSync(join(folder, 'same.js'), past, past);
    expect(writeAssets(folder, assets)).toEqual([]);
    expect(statSync(join(folder, 'same.js')).mtime).toEqual(past);
  });
});
