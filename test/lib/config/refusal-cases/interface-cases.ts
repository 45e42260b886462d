import type { RefusalCase } from './refusal-case';
import { GB300, ULTRASERVERS, edit, inFile } from './refusal-case';

/** GB300 with another interface on card 1, or on the card given. */
function gb300Interface(
  id: string,
  wrong: string,
  says: string,
  right = '1, device: 0, type: efa-only',
  card = 1,
): RefusalCase {
  const from = card === 0 ? '{ card: 0, device: 0, type: interface' : '{ card: 1, device: 0, type: efa-only';
  return inFile(GB300, id, from, `{ card: ${wrong}`, says, `{ card: ${right}`);
}

const GB300_EFA_ON_CARD_0 = edit(GB300, 'maxInterfaces: 15, efaGbps: 0', 'maxInterfaces: 15, efaGbps: 100');

/** GB300 with cards 1 and 2 under a common limit of 400 Gbps. */
function shared(of: string): string {
  const limit = `      sharedBandwidth: [{ of: ${of}, cards: [1, 2], gbps: 400, counts: efa }]\n      layouts:\n`;
  return edit(GB300, '      layouts:\n', limit);
}

const SHARED_NIC = shared('physical NIC');

/** Bandwidth stated for both of two cards that share a limit. */
function stated(id: string, of: string, first: number, wrong: string, says: string, right: number): RefusalCase {
  const base = edit(
    shared(of),
    '{ card: 1, device: 0, type: efa-only',
    `{ card: 1, device: 0, type: efa-only, efaGbps: ${first}`,
  );
  return inFile(
    base,
    id,
    '{ card: 2, device: 0, type: efa-only',
    `{ card: 2, device: 0, type: ${wrong}`,
    says,
    `{ card: 2, device: 0, type: efa-only, efaGbps: ${right}`,
  );
}

/** Interfaces that the file states itself. */
export const STATED_INTERFACES: readonly RefusalCase[] = [
  inFile(
    GB300,
    'efa-card-none',
    '{ card: 1, device: 0, type: efa-only }',
    '{ card: 0, device: 1, type: ^efa-only }',
    'has no EFA',
    '{ card: 0, device: 1, type: interface }',
  ),
  inFile(
    GB300_EFA_ON_CARD_0,
    'interface-primary-type',
    'card: 0, device: 0, type: interface',
    'card: 0, device: 0, type: ^efa-only',
    "is 'efa-only'",
    'card: 0, device: 0, type: efa',
  ),
  inFile(
    GB300_EFA_ON_CARD_0,
    'efa-one-per-card',
    '- { card: 1, device: 0,',
    '- { card: 0, device: 1, type: efa-only }\n            - { card: ^0, device: 2,',
    'a network card holds one',
    '- { card: 0, device: 1,',
  ),
  inFile(
    edit(GB300, '      layouts:\n', '      maxEfaInterfaces: 3\n      layouts:\n'),
    'efa-total',
    '- { card: 4, device: 0,',
    '- ^{ card: 4, device: 0,',
    'holds 3',
    '- { card: 0, device: 1, type: interface }\n            # - { card: 4, device: 0,',
  ),
  stated(
    'nic-bandwidth',
    'physical NIC',
    300,
    'efa-only, efaGbps: ^200',
    'the physical NIC that cards 1 and 2 share carries 400',
    100,
  ),
  stated('gpu-bandwidth', 'GPU', 300, 'efa-only, efaGbps: ^200', 'the GPU that cards 1 and 2 share carries 400', 100),
  stated('instance-bandwidth', 'instance', 300, 'efa-only, efaGbps: ^200', 'the instance carries 400', 100),
  inFile(
    SHARED_NIC,
    'bandwidth-left',
    '{ card: 1, device: 0, type: efa-only } # placeholder: replace\n            - {',
    '{ card: 1, device: 0, type: efa-only, efaGbps: 400 }\n            - ^{',
    'leaves no EFA bandwidth for the one on card 2',
    '{ card: 1, device: 0, type: efa-only, efaGbps: 300 }\n            - {',
  ),
  gb300Interface('interface-card-unknown', '^9, device: 0, type: efa-only', 'no network card 9'),
  gb300Interface('interface-device-range', '1, device: ^1, type: efa-only', 'no device index 1'),
  gb300Interface(
    'interface-device-range',
    '0, device: ^15, type: interface',
    'no device index 15',
    '0, device: 14, type: interface',
  ),
  gb300Interface(
    'interface-device-taken',
    '0, device: ^0, type: interface',
    'placed twice',
    '0, device: 1, type: interface',
  ),
  gb300Interface('ena-card-none', '1, device: 0, type: ^interface', 'EFA-only interfaces'),
  gb300Interface(
    'stated-bandwidth',
    '1, device: 0, type: efa-only, enaGbps: ^100',
    'carries no such traffic',
    '1, device: 0, type: efa-only, efaGbps: 100',
  ),
  gb300Interface(
    'card-bandwidth',
    '1, device: 0, type: efa-only, efaGbps: ^500',
    'carries 400',
    '1, device: 0, type: efa-only, efaGbps: 400',
  ),
  {
    id: 'interface-primary-missing',
    wrong: edit(
      edit(GB300, '{ card: 0, device: 0, type: interface }', '{ card: 0, device: 1, type: interface }'),
      'interfaces:\n            - {',
      'interfaces:\n            ^- {',
    ),
    says: 'needs its primary interface',
    right: edit(
      GB300,
      '- { card: 0, device: 0, type: interface }',
      '- { card: 0, device: 1, type: interface }\n            - { card: 0, device: 0, type: interface }',
    ),
  },
];

/** Interfaces of types that are known. */
export const INTERFACES: readonly RefusalCase[] = [
  inFile(
    ULTRASERVERS,
    'layout-unknown',
    '    members:',
    '    interfaces: { layout: ^four-eff }\n    members:',
    "did you mean 'four-efa'?",
    '    interfaces: { layout: eight-efa }\n    members:',
  ),
  inFile(
    ULTRASERVERS,
    'ena-card-none',
    '    members:',
    '    interfaces: { enaCards: [4, ^5] }\n    members:',
    'card 5',
    '    interfaces: { enaCards: [4, 8] }\n    members:',
  ),
  inFile(
    ULTRASERVERS,
    'ena-card-primary',
    '    members:',
    '    interfaces: { enaCards: [^0] }\n    members:',
    'primary',
    '    interfaces: { enaCards: [2] }\n    members:',
  ),
  inFile(
    ULTRASERVERS,
    'ena-card-repeated',
    '    members:',
    '    interfaces: { enaCards: [4, ^4] }\n    members:',
    'twice',
    '    interfaces: { enaCards: [4] }\n    members:',
  ),
  inFile(
    ULTRASERVERS,
    'interface-card-unknown',
    '    members:',
    '    interfaces: { enaCards: [^17] }\n    members:',
    'no network card 17',
    '    interfaces: { enaCards: [16] }\n    members:',
  ),
  inFile(
    edit(GB300, 'maxInterfaces: 1, efaGbps: 400, enaGbps: 0', 'maxInterfaces: 1, efaGbps: 400, enaGbps: 100'),
    'interface-card-full',
    '    zone: use1-dfw2-az1 # placeholder',
    '    interfaces: { enaCards: [^2] }\n    zone: use1-dfw2-az1 # placeholder',
    'leaves no room on card 2',
    '    interfaces: { enaCards: [] }\n    zone: use1-dfw2-az1 # placeholder',
  ),
];
