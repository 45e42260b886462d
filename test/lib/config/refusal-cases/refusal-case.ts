import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A wrong cluster file, the one refusal that it meets, and a file next to it that is right. */
export interface RefusalCase {
  readonly id: string;

  /** The file, with `^` before the place that the refusal shows. */
  readonly wrong: string;

  /** Part of the message. */
  readonly says: string;

  readonly right: string;
}

/** Stands before the place that a refusal must show. No example has one. */
export const MARK = '^';

export const ULTRASERVERS = `name: frontier
region: us-east-1
network:
  cidr: 10.0.0.0/16
  controlZones: [use1-az4, use1-az6]
pools:
  - name: train
    ultraServer: u-p6e-gb200x72
    zone: use1-dfw2-az1
    members:
      - { name: alpha, block: cr-0123456789abcdef0, startsAt: 2026-12-06T11:30:00Z, endsAt: 2026-12-20T11:30:00Z }
      - { name: bravo, block: cr-0fedcba9876543210, startsAt: 2026-12-06T11:30:00Z, endsAt: 2026-12-20T11:30:00Z }
`;

export const INSTANCES = `name: serving
region: us-east-1
network:
  controlZones: [use1-az4, use1-az6]
pools:
  - name: serve
    instanceType: p5en.48xlarge
    zone: use1-az6
    members:
      - { name: web, count: 2, reservation: cr-0123456789abcdef0 }
      - { name: batch, count: 4, block: cr-0fedcba9876543210, endsAt: 2026-12-20T11:30:00Z }
`;

export const EXISTING = `name: guest
region: us-east-1
network:
  existing:
    vpcId: vpc-0123456789abcdef0
    cidr: 10.20.0.0/16
    nodeSubnets:
      - { zone: use1-dfw2-az1, subnetId: subnet-0123456789abcdef0, cidr: 10.20.32.0/24 }
      - { zone: use1-az6, subnetId: subnet-0fedcba9876543210, cidr: 10.20.64.0/24 }
pools:
  - name: train
    ultraServer: u-p6e-gb200x36
    zone: use1-dfw2-az1
    members:
      - { name: alpha, block: cr-0123456789abcdef0, endsAt: 2026-12-20T11:30:00Z }
`;

const CONFIG = join(__dirname, '..', '..', '..', '..', 'config');
export const GB300 = readFileSync(join(CONFIG, 'gb200-gb300.yaml'), 'utf8');
export const TWO_ZONES = readFileSync(join(CONFIG, 'two-zones.yaml'), 'utf8');

const IMAGE = `image: { id: ami-0123456789abcdef0, architecture: arm64, rootDevice: /dev/xvda, driver: 580.159.03 }`;
export const WITH_IMAGE = edit(ULTRASERVERS, '    zone: use1-dfw2-az1\n', `    zone: use1-dfw2-az1\n    ${IMAGE}\n`);

/** A file with one part put in place of another; the part must be there. */
export function edit(text: string, from: string, to: string): string {
  if (!text.includes(from)) {
    throw new Error(`nothing to edit: ${from}`);
  }
  return text.replace(from, () => to);
}

/** A case in one base file: what stands there, the wrong text for it, and the right one; the base itself by default. */
export function inFile(base: string, id: string, from: string, wrong: string, says: string, right = from): RefusalCase {
  return { id, wrong: edit(base, from, wrong), says, right: edit(base, from, right) };
}

/** A line more at the end of the file. */
export function withLine(base: string, id: string, wrong: string, says: string, right: string): RefusalCase {
  return { id, wrong: `${base}${wrong}\n`, says, right: `${base}${right}\n` };
}
