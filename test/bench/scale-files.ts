/** An engine at which synthesis is timed. */
export type ScaleEngine = 'ec2' | 'eks';

/** UltraServers in a cell: plain instances fill a stack, Kubernetes a node subnet. */
const CELL: Readonly<Record<ScaleEngine, number>> = { ec2: 15, eks: 14 };

/**
 * A file with so many u-p6e-gb200x72: of plain instances a cluster of many cells, of Kubernetes, whose cells have a network
 * each, a fleet.
 */
export function scaleFile(engine: ScaleEngine, ultraServers: number): string {
  const blocks = Array.from({ length: ultraServers }, (_, index) => `cr-${index.toString(16).padStart(17, '0')}`);
  return engine === 'ec2' ? clusterFile(blocks) : fleetFile(blocks);
}

const NETWORK = 'controlZones: [use1-az4, use1-az6]';
const TIMES = 'startsAt: 2026-12-06T11:30:00Z, endsAt: 2026-12-20T11:30:00Z';

function clusterFile(blocks: readonly string[]): string {
  const members = blocks.map((block, index) => {
    const cell = numbered('c', Math.floor(index / CELL.ec2), 3);
    return `      - { name: ${numbered('u', index, 4)}, cell: ${cell}, block: ${block}, ${TIMES} }`;
  });
  return `name: frontier
region: us-east-1
network: { ${NETWORK} }
pools:
  - name: train
    ultraServer: u-p6e-gb200x72
    zone: use1-dfw2-az1
    members:
${members.join('\n')}
`;
}

function fleetFile(blocks: readonly string[]): string {
  const cells = Array.from({ length: Math.ceil(blocks.length / CELL.eks) }, (_, cell) => {
    const members = blocks
      .slice(cell * CELL.eks, (cell + 1) * CELL.eks)
      .map((block, index) => `          ${numbered('u', index, 2)}: ${block}`);
    return `  - name: ${numbered('c', cell, 3)}
    pools:
      train:
        startsAt: 2026-12-06T11:30:00Z
        endsAt: 2026-12-20T11:30:00Z
        members:
${members.join('\n')}`;
  });
  return `fleet: atlas
cell:
  region: us-east-1
  network: { ${NETWORK} }
  engine: { type: eks, access: { admins: ['arn:aws:iam::111122223333:role/Admin'] } }
  pools: [{ name: train, ultraServer: u-p6e-gb200x72, zone: use1-dfw2-az1 }]
cells:
${cells.join('\n')}
`;
}

function numbered(letter: string, index: number, digits: number): string {
  return `${letter}${String(index).padStart(digits, '0')}`;
}
