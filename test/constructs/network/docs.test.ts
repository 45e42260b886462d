import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  addressesNeeded,
  addressesPerInstance,
  defaultNodeRange,
  Ipv4Range,
  planAddresses,
} from 'cdk-ultraserver/rules';

import { INTERFACE_ENDPOINT_SERVICES } from '../../../constructs/rules';

const page = readFileSync(join(__dirname, '..', '..', '..', 'docs', 'network.md'), 'utf8');

/** Rows of the table whose first column has this heading, without marks of code. */
function table(heading: string): string[][] {
  const lines = page.split('\n');
  const head = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'));
  return lines.slice(head + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

describe('docs/network.md', () => {
  test('states the ranges of all zones as they are planned', () => {
    const zones = Array.from({ length: 8 }, (_, index) => `use1-az${index + 1}`);
    const plan = planAddresses({ cidr: '10.0.0.0/16', egress: 'nat', controlZones: zones, nodeSubnets: [] });
    expect(table('Zone number')).toEqual(
      plan.controlSubnets.map(({ cidr, publicCidr }, index) => [String(index + 1), cidr, publicCidr]),
    );
  });

  test('counts what fits as the rules count it', () => {
    const number = new Intl.NumberFormat('en-US');
    const rows = [16, 17, 18, 19, 20].map((prefix) => {
      const node = defaultNodeRange(Ipv4Range.parse(`10.0.0.0/${prefix}`));
      const fits = (pods: number): string =>
        number.format(
          Math.floor(
            node.usableAddresses /
              addressesNeeded([
                {
                  name: 'u-p6e-gb200x72',
                  instances: 18,
                  addressesPerInstance: addressesPerInstance({ interfaceAddresses: 1, pods }),
                },
              ]),
          ),
        );
      return [`/${prefix}`, `/${node.prefix}`, number.format(node.usableAddresses), fits(0), fits(110)];
    });
    expect(table('VPC')).toEqual(rows);
  });

  test('names every endpoint', () => {
    const named = /private DNS, open to HTTPS from the VPC: ([^.]*)\./s.exec(page)?.[1] ?? '';
    expect(named.match(/[a-z0-9]+/g)).toEqual(INTERFACE_ENDPOINT_SERVICES);
  });

  test('the test reads the tables: a row that is not there would be missed', () => {
    expect(table('Zone number')).toHaveLength(8);
    expect(table('Group').map(([group]) => group)).toEqual(['EFA', 'node', 'endpoints', 'default']);
  });
});
