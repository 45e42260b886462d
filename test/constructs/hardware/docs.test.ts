import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

import { AcceleratedInstanceType, InterfaceLayout, UltraServerType } from 'cdk-ultraserver/hardware';
import { P9_EXAMPLE_48XLARGE } from './adding-an-instance-type';

const ROOT = join(__dirname, '..', '..', '..');
const HARDWARE = join(ROOT, 'constructs', 'hardware');
const PAGE = readFileSync(join(ROOT, 'docs', 'hardware.md'), 'utf8');

/** The cells of the table after a marker, without its head and without markup. */
function table(marker: string): string[][] {
  const [, after] = PAGE.split(`<!-- table: ${marker} -->`);
  const lines = (after ?? '').trim().split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

const text = (value: number) => value.toLocaleString('en-US');

function sourceFiles(): string[] {
  return readdirSync(HARDWARE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(HARDWARE, file));
}

describe('the tables of docs/hardware.md are the catalogue', () => {
  test('instance types', () => {
    expect(table('instance-types')).toEqual(
      AcceleratedInstanceType.known().map((type) => [
        type.name,
        type.architecture,
        text(type.vcpus),
        text(type.memoryGiB),
        `${type.accelerators.count} × ${type.accelerators.model}`,
        `${type.accelerators.count} × ${type.accelerators.memoryGiB}`,
        `${type.instanceStore.count} × ${text(type.instanceStore.sizeGB)}`,
        text(type.ebs.gbps),
        text(type.networkCards.length),
        text(type.maxNetworkInterfaces),
        text(type.maxEfaInterfaces),
        text(type.efaGbps),
      ]),
    );
  });

  test('UltraServers', () => {
    expect(table('ultraservers')).toEqual(
      UltraServerType.known().map((type) => [
        type.name,
        `${type.instanceCount} × ${type.instanceType.name}`,
        text(type.acceleratorCount),
        text(type.acceleratorMemoryGiB),
        text(type.vcpus),
        text(type.memoryGiB),
        text(type.instanceStoreGB),
        text(type.ebsGbps),
        text(type.efaGbps),
      ]),
    );
  });

  test('layouts', () => {
    expect(table('layouts')).toEqual(
      AcceleratedInstanceType.known().flatMap((type) =>
        type.layouts.map(({ name }, place) => {
          const layout = InterfaceLayout.of(type, { layout: name });
          return [
            type.name,
            place === 0 ? `${name} (default)` : name,
            text(layout.interfaces.length),
            text(layout.efaInterfaces),
            text(layout.privateIpv4Addresses),
            `${text(layout.efaGbps)} / ${text(layout.enaGbps)}`,
            `${text(layout.peakEfaGbps)} / ${text(layout.peakEnaGbps)}`,
          ];
        }),
      ),
    );
  });

  test('rules: every id in the source, and no other', () => {
    const ids = sourceFiles().flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bid: '([a-z-]+)'|: '([a-z]+-bandwidth)'/g)].map(
        ([, id, limit]) => id ?? limit,
      ),
    );

    const rows = table('rules').map(([id]) => id);

    expect(new Set(rows)).toEqual(new Set(ids));
    expect(rows).toHaveLength(new Set(rows).size);
  });
});

describe('adding an instance type', () => {
  test('the example on the page is the one that is type-checked and run here', () => {
    const section = PAGE.slice(PAGE.indexOf('## Adding an instance type'));
    const block = /```ts\n([\s\S]*?)```/.exec(section)?.[1];

    expect(block).toBe(readFileSync(join(__dirname, 'adding-an-instance-type.ts'), 'utf8'));
  });

  test('its facts and layouts are sound', () => {
    const type = AcceleratedInstanceType.of(P9_EXAMPLE_48XLARGE);

    expect(InterfaceLayout.of(type)).toMatchObject({ name: 'four-efa', efaGbps: 3200, privateIpv4Addresses: 1 });
    expect(InterfaceLayout.of(type, { layout: 'eight-efa' })).toMatchObject({ efaGbps: 3200, efaInterfaces: 8 });
  });

  test('every file in the catalogue that states an instance type is in the list', () => {
    const stated = readdirSync(join(HARDWARE, 'catalogue')).flatMap((file) => [
      ...readFileSync(join(HARDWARE, 'catalogue', file), 'utf8').matchAll(
        /^export const (\w+): AcceleratedInstanceTypeFacts/gm,
      ),
    ]);

    expect(stated).toHaveLength(AcceleratedInstanceType.known().length);
  });
});

describe('the boundary', () => {
  test('hardware imports nothing outside itself', () => {
    for (const file of sourceFiles()) {
      for (const [, name] of readFileSync(file, 'utf8').matchAll(/\bfrom '([^']+)'|\brequire\('([^']+)'\)/g)) {
        expect(name).toMatch(/^\.\.?\//);
        expect(relative(HARDWARE, normalize(join(dirname(file), name ?? '')))).not.toMatch(/^\.\./);
      }
    }
  });
});
